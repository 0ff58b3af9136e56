import type { CommentField } from '../review/comment.js';
import type { LintText } from './lint-rule.js';

/** A sentence of a field, without the marks of Markdown; positions are those of the field as it is written. */
export interface Sentence {
  readonly field: CommentField;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** As long as the span: what is no word is blank, and a fact stands as a figure. */
  readonly text: string;
  readonly words: readonly string[];
  readonly isHeading: boolean;
}

/** A stretch that no sentence crosses: a paragraph, a heading, an item of a list, a row of a table. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly isHeading: boolean;
}

const opensStretch = /^\s*(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|\|)/;
const heading = /^\s*#{1,6}\s/;
const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;

/** The sentences of a field in order. */
export function sentencesIn(text: LintText, field: CommentField): readonly Sentence[] {
  const source = text[field];
  const plain = withoutMarks(source);
  const segmenter = new Intl.Segmenter(text.locale, { granularity: 'sentence' });
  return stretchesOf(source).flatMap(({ start, end, isHeading }) =>
    [...segmenter.segment(plain.slice(start, end))].flatMap(({ segment, index }): Sentence[] => {
      const words = wordsIn(segment);
      if (words.length === 0) return [];
      const from = start + index + (segment.length - segment.trimStart().length);
      const to = start + index + segment.trimEnd().length;
      return [{ field, start: from, end: to, text: plain.slice(from, to), words, isHeading }];
    }),
  );
}

/** The sentences of the fields that a customer reads as prose. */
export function proseOf(text: LintText): readonly Sentence[] {
  return [...sentencesIn(text, 'body'), ...sentencesIn(text, 'short')].filter(({ isHeading }) => !isHeading);
}

/** The words of a text. */
export function wordsIn(text: string): readonly string[] {
  return text.match(word) ?? [];
}

/** The text in the same length with blanks in the place of marks and addresses, and of each fact one figure. */
export function withoutMarks(source: string): string {
  const blank = (whole: string) => ' '.repeat(whole.length);
  return source
    .replace(/\{\{[^{}]{0,140}\}\}/g, (whole) => '5'.padEnd(whole.length))
    .replace(/\]\([^()\s]{0,2000}\)/g, blank)
    .replace(/^[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])/gm, blank)
    .replace(/[[\]*_`|\\]/g, ' ');
}

function stretchesOf(source: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  let isOpen = false;
  for (const line of source.split('\n')) {
    const end = at + line.length;
    const last = stretches.at(-1);
    if (line.trim() === '') isOpen = false;
    else if (isOpen && last && !opensStretch.test(line)) stretches[stretches.length - 1] = { ...last, end };
    else {
      stretches.push({ start: at, end, isHeading: heading.test(line) });
      isOpen = !heading.test(line);
    }
    at = end + 1;
  }
  return stretches;
}
