import {
  type GateRule,
  type LocalText,
  maySee,
  newlyWrong,
  type PublishedAnswer,
  type Snapshot,
} from '../../knowledge/index.js';
import { isAppError } from '../../platform/errors.js';
import type { Channel, Markup } from '../channel.js';
import { presentable } from '../fill-answer.js';
import { targetsBy } from '../markdown/link-target.js';
import { everyPlace } from '../networks.js';
import { textRenderers } from '../present.js';
import { renderHtml } from '../renderers/html.js';
import { type Form, claimsChanged, type Written } from './claims-changed.js';
import { type ChannelGate, filledOnce } from './shown-form.js';

/**
 * No channel may claim anything else than the answer: whatever form an answer takes, its figures, statements and links are those that were written.
 *
 * 2026-11-29: claims are compared as sets, for a table written as lines repeats its heads. A form in which every word stands as it was written, in its
 * order, needs no reading, which is what makes a fact that a thousand answers show publishable within its two seconds. A short form may claim less,
 * but no sum or
 * percentage of its own.
 */
export function claimsKept(gate: ChannelGate): GateRule {
  return (proposal) => {
    const places = everyPlace(gate.channels.values());
    return newlyWrong(proposal, (snapshot, answer) => {
      const forms = formsOf(places.filter((channel) => maySee(channel, answer)));
      return [...answer.texts.values()].flatMap((text) => {
        const written = writtenWords(gate, snapshot, { answer, text });
        if (written === null) return [];
        const wrong = [...forms.flatMap((form) => claimsChanged(gate, written, form)), ...ownFigures(written)];
        return wrong.map((what) => `${answer.key} in ${text.locale} ${what}`);
      });
    });
  };
}

const names: Readonly<Record<Markup, string>> = {
  html: 'on pages and in mails',
  markdown: 'in web chats',
  teams: 'on Microsoft Teams',
  mrkdwn: 'on Slack',
  whatsapp: 'on WhatsApp',
  plain: 'as plain text',
  gsm: 'as a text message',
};

/** The forms in which these channels show answers, each once. */
function formsOf(places: readonly Channel[]): readonly Form[] {
  return [...new Set(places.map(({ limits }) => limits.markup))].map((markup) => ({
    name: names[markup],
    markup,
    write: markup === 'html' ? renderHtml : textRenderers[markup],
  }));
}

/** Null where a fact has no value, which another rule tells. */
function writtenWords(
  { addressOf }: ChannelGate,
  snapshot: Snapshot,
  { answer, text }: { readonly answer: PublishedAnswer; readonly text: LocalText },
): Written | null {
  try {
    const filled = presentable({ snapshot, addressOf }, answer, text.locale, filledOnce(snapshot, answer, text));
    return { locale: text.locale, body: filled.body, short: filled.short, resolve: targetsBy(filled.linkTo) };
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_SERVABLE') return null;
    throw error;
  }
}

/** The sums and percentages that the short form has and whose digits the body has nowhere: it may shorten what is said of them. */
function ownFigures({ body, short }: Written): readonly string[] {
  const known = new Set(body.match(digits)?.map(bare));
  return [...new Set(short.match(sums))]
    .filter((sum) => !known.has(bare(sum)))
    .map((sum) => `says “${sum.trim()}” in its short form, but not in its body.`);
}

const digits = /\p{N}+(?:[.,]\p{N}+)*/gu;
const sums = /[£$€]\s?\p{N}+(?:[.,]\p{N}+)*|\p{N}+(?:[.,]\p{N}+)*\s?[£$€%]/gu;

function bare(figure: string): string {
  return figure.replace(/[.,]00(?!\p{N})/u, '').replace(/[^\p{N}]/gu, '');
}
