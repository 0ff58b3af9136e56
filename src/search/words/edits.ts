import { hasDigit } from './analyse.js';

/** How many letters of a word may be wrong: none in short words, numbers, codes and scripts whose words are pairs of signs. */
export function editsAllowed(word: string): 0 | 1 | 2 {
  if (word.length < 4 || hasDigit(word) || /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word))
    return 0;
  return word.length < 8 ? 1 : 2;
}

/** A word and what is left of it without one of its letters: two words that are one edit apart share one of these. */
export function variantsOf(word: string): readonly string[] {
  if (editsAllowed(word) === 0 && word.length !== 3) return [];
  return [...new Set([word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))])];
}

/** How many letters must be left out, put in, exchanged or swapped with their neighbour to make one word the other; `most` + 1 when more. */
export function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      row.push(edits);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
