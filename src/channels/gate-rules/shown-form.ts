import type { LocalText, PublishedAnswer, Snapshot } from '../../knowledge/index.js';
import { isAppError } from '../../platform/errors.js';
import type { Channel } from '../channel.js';
import { fillAnswer, type FilledTexts, presentable } from '../fill-answer.js';
import { type Form, present } from '../present.js';

/** What the rules on renditions need to know. */
export interface ChannelGate {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly addressOf: (answerKey: string, locale: string) => string;
  /** Those of the clauses that a text does not say, in whatever words: the measure by which channels are checked afterwards. */
  readonly omits: (clauses: readonly string[], text: string, locale: string) => readonly string[];
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

function filledOnce(snapshot: Snapshot, answer: PublishedAnswer, text: LocalText): FilledTexts {
  const known = filledTexts.get(snapshot) ?? new WeakMap<LocalText, FilledTexts>();
  filledTexts.set(snapshot, known);
  const filled = known.get(text) ?? fillAnswer(snapshot, answer, text);
  known.set(text, filled);
  return filled;
}

const longestAddress = 300;
const longestValue = 100;

/** Whether a body is so short that it need not be rendered to see that it fits: HTML at most grows it sixfold (&quot;), plain text twofold. */
function surelyFits({ limits: { maxChars, form, markup } }: Channel, body: string): boolean {
  if (form === 'short') return false;
  if (maxChars === null) return true;
  if (body.includes('|')) return false;
  const links = body.split('](').length - 1;
  const embeds = body.split('{{').length - 1;
  const most = (markup === 'html' ? 6 : 2) * (body.length + embeds * longestValue) + links * longestAddress;
  return most <= maxChars;
}
