import type { TypoTolerance } from './settings.js';

/** A word of the index that counts for a word asked for. */
export interface WordForm {
  readonly word: string;
  readonly typos: number;
  /** Whether it only begins so. */
  readonly begun: boolean;
}

/** How many slips a word may have: none below `oneTypo` letters, one below `twoTypos`, two from there. */
export function typosAllowed(word: string, tolerance: TypoTolerance): number {
  const { enabled, minWordSizeForTypos: sizes, disableOnWords, disableOnNumbers } = tolerance;
  if (!enabled || disableOnWords.includes(word) || (disableOnNumbers && /^\p{N}+$/u.test(word))) return 0;
  const length = [...word].length;
  return length >= sizes.twoTypos ? 2 : length >= sizes.oneTypo ? 1 : 0;
}

/** The words of a vocabulary that count for the one asked for. */
export function formsOf(
  asked: string,
  prefix: boolean,
  vocabulary: Iterable<string>,
  allowed: number,
): readonly WordForm[] {
  const forms: WordForm[] = [];
  for (const word of vocabulary) {
    if (word === asked) forms.push({ word, typos: 0, begun: false });
    else if (prefix && word.startsWith(asked)) forms.push({ word, typos: 0, begun: true });
    else if (allowed > 0) {
      const whole = slips(asked, word, allowed);
      const begun = prefix && whole > 0 ? slipsOfBeginning(asked, word, allowed) : Infinity;
      const typos = Math.min(whole, begun);
      if (typos <= allowed) forms.push({ word, typos, begun: begun < whole });
    }
  }
  return forms;
}

/** Letters wrong, missing, too many or swapped; a wrong first letter counts twice. Infinity past the limit. */
function slips(asked: string, word: string, limit: number): number {
  if (Math.abs(asked.length - word.length) > limit) return Infinity;
  const last = distances(asked, word);
  const typos = (last.at(-1) ?? Infinity) + (asked[0] === word[0] ? 0 : 1);
  return typos <= limit ? typos : Infinity;
}

function slipsOfBeginning(asked: string, word: string, limit: number): number {
  if (word.length + limit < asked.length) return Infinity;
  const typos = Math.min(...distances(asked, word)) + (asked[0] === word[0] ? 0 : 1);
  return typos <= limit ? typos : Infinity;
}

/** Damerau–Levenshtein (adjacent swaps) of `a` to each beginning of `b`. */
function distances(a: string, b: string): readonly number[] {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row;
}
