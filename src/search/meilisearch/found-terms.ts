import { foldedWords } from '../words/fold.js';
import type { EngineTexts } from './engine-text.js';
import { isCutByEngine } from './languages.js';
import { marks } from './wire-document.js';

/** A stretch of a text, in UTF-16 units. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What is shown of a hit: its texts with our marks, and which words the stems and parts are of. */
export type MarkedTexts = EngineTexts;

/** The document's folded words that the engine has marked, whole; each once, in the order in which they come. */
export function foundTerms(marked: MarkedTexts, locale: string): readonly string[] {
  const { question, title, phrasings, body, questionStems, questionWords, stems, stemWords, parts, partWords } = marked;
  const texts = [question, title, ...phrasings, body];
  if (isCutByEngine(locale)) return [...new Set(texts.flatMap((text) => markedSigns(text, locale)))];
  const own = texts.flatMap((text) => markedWords(text, unmarked(text)));
  const standing = [...questionWords, ...stemWords];
  const byStem = [...questionStems, ...stems].flatMap((text, i) => markedWords(text, standing[i] ?? ''));
  return [...new Set([...own, ...byStem, ...markedWords(parts, partWords)])];
}

/** Of a text of words with blanks between, and the words that these stand for one for one, those of which at least the beginning is marked. */
function markedWords(text: string, words: string): readonly string[] {
  const standing = words.split(' ');
  return text.split(' ').flatMap((token, i) => (token.includes(marks.before) ? [standing[i] ?? ''] : []));
}

function unmarked(text: string): string {
  return text.replaceAll(marks.before, '').replaceAll(marks.after, '');
}

/** The pairs of signs within what is marked; a sign marked alone counts with every pair that it is in. */
function markedSigns(text: string, locale: string): readonly string[] {
  const stretches = stretchesOf(text);
  return foldedWords(unmarked(text), locale)
    .filter(({ start, end }) =>
      stretches.some((stretch) =>
        stretch.end - stretch.start < 2
          ? start < stretch.end && stretch.start < end
          : stretch.start <= start && end <= stretch.end,
      ),
    )
    .map(({ word }) => word);
}

function stretchesOf(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  for (const piece of text.split(marks.before)) {
    const end = piece.indexOf(marks.after);
    if (end >= 0) stretches.push({ start: at, end: at + end });
    at += piece.length - (end >= 0 ? 1 : 0);
  }
  return stretches;
}
