import { foldedWords } from '../words/fold.js';
import { searchable } from './index-settings.js';
import { marks } from './wire-document.js';

/** A word of a document that was hit. */
export interface FoundTerm {
  /** Folded, as highlights compare it. */
  readonly term: string;
  /** As it is written in the document. */
  readonly written: string;
}

/** A stretch of a text, in UTF-16 units. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** The words that the engine has put between our marks, whole; each once, in the order in which they come. */
export function foundTerms(formatted: Readonly<Record<string, unknown>>, locale: string): readonly FoundTerm[] {
  const terms = new Map<string, FoundTerm>();
  for (const name of searchable)
    for (const text of [formatted[name]].flat())
      if (typeof text === 'string')
        for (const found of termsIn(text, locale)) if (!terms.has(found.term)) terms.set(found.term, found);
  return [...terms.values()];
}

function termsIn(marked: string, locale: string): readonly FoundTerm[] {
  const { text, stretches } = withoutMarks(marked);
  if (stretches.length === 0) return [];
  return foldedWords(text, locale)
    .filter((word) => stretches.some((stretch) => isHit(word, stretch)))
    .map(({ word, start, end }) => ({ term: word, written: text.slice(start, end) }));
}

/** A hit may be the beginning of a word, or what follows its article. Between pairs of signs a stretch must hold the pair, unless it is one sign only. */
function isHit(word: FoldedPlace, stretch: Stretch): boolean {
  const touches = word.start < stretch.end && stretch.start < word.end;
  if (!unspaced.test(word.word) || stretch.end - stretch.start < 2) return touches;
  return stretch.start <= word.start && word.end <= stretch.end;
}

type FoldedPlace = Stretch & { readonly word: string };

/** The text as the document has it, and where the marks stood. */
function withoutMarks(marked: string): { readonly text: string; readonly stretches: readonly Stretch[] } {
  const stretches: Stretch[] = [];
  let text = '';
  for (const piece of marked.split(marks.before)) {
    const [hit, rest] = piece.includes(marks.after) ? piece.split(marks.after) : [null, piece];
    if (hit !== null) stretches.push({ start: text.length, end: text.length + hit.length });
    text += `${hit ?? ''}${rest ?? ''}`;
  }
  return { text, stretches };
}
