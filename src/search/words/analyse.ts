import { stemmerOf } from '../../matching/index.js';
import { arabicStem } from './arabic.js';
import { type FoldedWord, foldedWords } from './fold.js';

/** A word with the stem by which its forms are found. */
export interface Term extends FoldedWord {
  readonly stem: string;
}

const longestWord = 64;

/** The terms of a text in their order; a longer "word" than any language has is cut, for it must fit into an index. */
export function termsOf(text: string, locale: string): readonly Term[] {
  return foldedWords(text, locale).map((folded) => {
    const word = folded.word.slice(0, longestWord);
    return { ...folded, word, stem: stemOf(word, locale) };
  });
}

/** The stem of a folded word; numbers and codes are their own. */
export function stemOf(word: string, locale: string): string {
  if (hasDigit(word)) return word;
  return locale.startsWith('ar') ? arabicStem(word) : stemmerOf(locale)(word);
}

/** Whether a word is a number or a code, which must be spelled as it is. */
export function hasDigit(word: string): boolean {
  return /\p{N}/u.test(word);
}
