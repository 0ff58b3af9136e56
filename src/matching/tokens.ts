import { rememberLatest } from '../platform/remember-latest.js';

/** The words of a text, and apart from them its runs of script that is written without spaces. */
export interface Tokens {
  readonly words: readonly string[];
  readonly runs: readonly string[];
}

/** Cuts a normalised text into words and unspaced runs, both in the order of the text. */
export const tokensOf = rememberLatest((normalised): Tokens => {
  const words: string[] = [];
  const runs: string[] = [];
  for (const piece of normalised.match(wordOrRun) ?? []) (startsUnspaced.test(piece) ? runs : words).push(piece);
  return { words, runs };
});

/** Chinese, Japanese, Thai, Lao, Khmer, Burmese: a segmenter would depend on the ICU version, so their runs stay whole. */
const unspaced =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\u30FC\\u3005]';
const startsUnspaced = new RegExp(`^${unspaced}`, 'u');
const wordOrRun = new RegExp(
  `${unspaced}(?:${unspaced}|\\p{M})*|(?:(?!${unspaced})[\\p{L}\\p{M}\\p{N}])+(?:'(?:(?!${unspaced})\\p{L})+)?`,
  'gu',
);
