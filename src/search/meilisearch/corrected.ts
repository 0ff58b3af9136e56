import { alike } from '../highlight.js';
import { foldedWords } from '../words/fold.js';
import type { FoundTerm } from './found-terms.js';

const phrase = /"[^"]*"/g;

/**
 * What was typed with its misspelt words put right: a word that no hit has, though one has a word that is one or two slips away from it. Only words of hits
 * are ever proposed, so of documents that the asker may see. Null when nothing is to be put right.
 */
export function correctedText(typed: string, locale: string, found: readonly FoundTerm[]): string | null {
  const quoted = [...typed.matchAll(phrase)].map(({ index, 0: text }) => ({ start: index, end: index + text.length }));
  let corrected = '';
  let at = 0;
  for (const { word, start, end } of foldedWords(typed, locale)) {
    const better = quoted.some((range) => range.start <= start && end <= range.end) ? null : nearest(word, found);
    if (!better) continue;
    corrected += typed.slice(at, start) + better.written.toLowerCase();
    at = end;
  }
  return at === 0 ? null : corrected + typed.slice(at);
}

/** Null where a hit has the word itself, one that begins with it, or another form of it. */
function nearest(word: string, found: readonly FoundTerm[]): FoundTerm | null {
  const allowed = slipsAllowed(word);
  if (allowed === 0 || found.some(({ term }) => term.startsWith(word) || alike(term, word))) return null;
  const near = found
    .map((term) => ({ term, distance: distance(word, term.term) }))
    .filter((candidate) => candidate.distance <= allowed)
    .sort((a, b) => a.distance - b.distance || (a.term.term < b.term.term ? -1 : 1));
  return near[0]?.term ?? null;
}

/** As many as the engine forgives: one from five letters, two from nine, none in numbers. */
function slipsAllowed(word: string): number {
  if (/\p{N}/u.test(word)) return 0;
  return word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0;
}

/** Letters wrong, missing, too many, or two neighbours swapped (Damerau–Levenshtein). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed, swapped));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? Infinity;
}
