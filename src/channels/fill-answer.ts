import {
  type CurrentFactValue,
  factValue,
  fillEmbeds,
  type LocalText,
  type PublishedAnswer,
  redirectedTo,
  type Snapshot,
  visibleAnswer,
} from '../knowledge/index.js';
import { AppError } from '../platform/errors.js';
import { hedgeSentence } from './hedge.js';
import { escapeMarkdown } from './markdown/escape-markdown.js';
import type { FilledAnswer } from './present.js';

/** A fact as a rendition shows it. */
export interface ShownFact {
  readonly key: string;
  readonly value: CurrentFactValue;
}

/** The words of an answer with the facts of a snapshot written in. */
export interface FilledTexts {
  readonly texts: Readonly<Record<'question' | 'title' | 'body' | 'short', string>>;
  readonly facts: readonly ShownFact[];
  /** What its body and short form end with because nobody has checked them by their day; null = they were. */
  readonly notice: string | null;
}

/** Writes the values into the words of an answer in one locale, and at their end that nobody has checked them where that is so. Throws NOT_SERVABLE, loudly, when a fact has none. */
export function fillAnswer(snapshot: Snapshot, answer: PublishedAnswer, text: LocalText): FilledTexts {
  const facts = new Map<string, CurrentFactValue>();
  const valueOf = (key: string) => {
    const value = factValue(snapshot, key, answer.scope);
    if (!value)
      throw new AppError('NOT_SERVABLE', `${answer.key} cannot be shown: the fact ${key} has no value today.`);
    facts.set(key, value);
    return value.content;
  };
  const words = (template: string) => fillEmbeds(template, text.locale, valueOf).text;
  // A value is words, never markup: "50 * 2" must not open an emphasis.
  const notice = answer.isHedged ? hedgeSentence(text.locale, answer.verifiedAt) : null;
  const hedge = notice === null ? '' : `\n\n${escapeMarkdown(notice)}`;
  const markdown = (template: string) => fillEmbeds(template, text.locale, valueOf, escapeMarkdown).text + hedge;
  const filled = {
    question: words(text.question),
    title: words(text.title),
    body: markdown(text.body),
    short: markdown(text.short),
  };
  return { texts: filled, facts: [...facts].map(([key, value]) => ({ key, value })), notice };
}

/** What `present` needs: the filled words, and where they link to on the help pages. */
export function presentable(
  ctx: { readonly snapshot: Snapshot; readonly addressOf: (answerKey: string, locale: string) => string },
  answer: PublishedAnswer,
  locale: string,
  { texts, notice }: FilledTexts,
): FilledAnswer {
  return {
    ...texts,
    notice,
    url: ctx.addressOf(answer.key, locale),
    linkTo: (key) => {
      const target = linkTarget(ctx.snapshot, answer, key);
      return target && ctx.addressOf(target.key, locale);
    },
  };
}

/**
 * A link is shown only when everyone who may read this answer may read that one: or it would tell that a staff answer exists. The link to a
 * retired answer leads to the one that stands for it.
 */
function linkTarget(snapshot: Snapshot, from: PublishedAnswer, key: string): PublishedAnswer | null {
  const reader = { audience: from.audience };
  return visibleAnswer(snapshot, reader, key) ?? redirectedTo(snapshot, reader, key);
}
