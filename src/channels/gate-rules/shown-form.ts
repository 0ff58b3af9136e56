import type { LocalText, PublishedAnswer, Snapshot } from '../../knowledge/index.js';
import { isAppError } from '../../platform/errors.js';
import type { Channel, Markup } from '../channel.js';
import { fillAnswer, type FilledTexts, presentable } from '../fill-answer.js';
import { type Form, present } from '../present.js';

/** What the rules on renditions need to know. */
export interface ChannelGate {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly addressOf: (answerKey: string, locale: string) => string;
  /** Those of the clauses that a text does not say, in whatever words; a link to the whole says none. */
  readonly omits: (clauses: readonly string[], text: string, locale: string) => readonly string[];
  /** What a text claims, as the checker reads it. */
  readonly claims: (text: string, locale: string) => readonly SaidClaim[];
  /** Where one text surely says otherwise than another, in the words of both. */
  readonly contradictions: (
    said: string,
    other: string,
    locale: string,
  ) => readonly { readonly said: string; readonly other: string }[];
}

/** A claim of a text: two that say the same have one name, wherever they stand. */
export interface SaidClaim {
  readonly name: string;
  /** The value and its unit alone: "at most £5 a day" and "£5" have one measure. */
  readonly measure: string;
  /** The words. */
  readonly text: string;
  /** A figure is said, a statement is affirmed or denied; a contact is a figure that a link may show beside its words. */
  readonly kind: 'figure' | 'contact' | 'statement';
}

/** One text of an answer on one channel. */
export interface Shown {
  readonly answer: PublishedAnswer;
  readonly text: LocalText;
  readonly channel: Channel;
}

const forms = new WeakMap<Snapshot, Map<string, Form | null>>();

/** What would stand for the answer there, found once for all rules; null where a fact has no value, which another rule tells. */
export function shownForm(gate: Pick<ChannelGate, 'addressOf'>, snapshot: Snapshot, shown: Shown): Form | null {
  const known = forms.get(snapshot) ?? new Map<string, Form | null>();
  forms.set(snapshot, known);
  const name = `${shown.answer.key} ${shown.text.locale} ${shown.channel.key}`;
  const form = known.get(name);
  if (form !== undefined) return form;
  const found = surelyFits(shown.channel, shown.text.body) ? 'whole' : presentedForm(gate, snapshot, shown);
  known.set(name, found);
  return found;
}

function presentedForm(
  { addressOf }: Pick<ChannelGate, 'addressOf'>,
  snapshot: Snapshot,
  { answer, text, channel }: Shown,
): Form | null {
  try {
    const filled = filledOnce(snapshot, answer, text);
    return present(channel, presentable({ snapshot, addressOf }, answer, text.locale, filled)).form;
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_SERVABLE') return null;
    throw error;
  }
}

const filledTexts = new WeakMap<Snapshot, WeakMap<LocalText, FilledTexts>>();

/** The words of a text with its facts, written once for all rules; throws NOT_SERVABLE where a fact has no value. */
export function filledOnce(snapshot: Snapshot, answer: PublishedAnswer, text: LocalText): FilledTexts {
  const known = filledTexts.get(snapshot) ?? new WeakMap<LocalText, FilledTexts>();
  filledTexts.set(snapshot, known);
  const filled = known.get(text) ?? fillAnswer(snapshot, answer, text);
  known.set(text, filled);
  return filled;
}

const longestAddress = 300;
const longestValue = 100;

/** How often longer than what was written a text is at most: &quot; in HTML, &amp; for Slack, 1/2 for ½ in a text message. */
const growth: Readonly<Partial<Record<Markup, number>>> = { html: 6, mrkdwn: 5, gsm: 3 };

/** Whether a body is so short that it need not be rendered to see that it fits. */
function surelyFits({ limits: { maxChars, form, markup } }: Channel, body: string): boolean {
  if (form === 'short') return false;
  if (maxChars === null) return true;
  if (body.includes('|')) return false;
  const links = body.split('](').length - 1;
  const embeds = body.split('{{').length - 1;
  const most = (growth[markup] ?? 2) * (body.length + embeds * longestValue) + links * longestAddress;
  return most <= maxChars;
}
