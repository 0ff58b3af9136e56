import type { KnownWord } from '../query/vocabulary.js';
import { stemOf, type Term } from './analyse.js';

const languages: readonly string[] = ['de', 'nl', 'sv', 'da', 'nb', 'nn', 'no', 'fi'];
const shortestPart = 4;
const joints = ['', 's', 'n', 'en', 'es', 'er'] as const;

/** Whether a locale's language writes compounds as one word. */
export function compounding(locale: string): boolean {
  return languages.includes(locale.split('-', 1)[0] ?? '');
}

/** The ways in which a long word may be two words put together, as the stems of its parts. */
export function partsOf({ word }: Term, locale: string): readonly (readonly [string, string])[] {
  if (!compounding(locale) || word.length < 2 * shortestPart || word.length > 40) return [];
  const ways: (readonly [string, string])[] = [];
  for (let cut = shortestPart; cut <= word.length - shortestPart; cut++)
    for (const joint of joints) {
      const left = word.slice(0, cut);
      if (left.length - joint.length < shortestPart || !left.endsWith(joint)) continue;
      ways.push([stemOf(left.slice(0, left.length - joint.length), locale), stemOf(word.slice(cut), locale)]);
    }
  return ways;
}

/** The known words that begin with what was typed, the most frequent first. */
export function beginsOf(beginning: string, known: readonly KnownWord[]): readonly KnownWord[] {
  return known
    .filter(({ word }) => word !== beginning && word.startsWith(beginning))
    .sort((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1));
}

/** The known words of which a word is the first or last part, or with `anywhere` any part. */
export function compoundsWith(
  { word, stem }: Term,
  known: readonly KnownWord[],
  anywhere: boolean,
): readonly KnownWord[] {
  return known.filter(
    (other) =>
      (anywhere && other.word.includes(word)) ||
      (other.word.length >= word.length + 3 &&
        (other.word.startsWith(word) || other.word.endsWith(word) || other.stem.endsWith(stem))),
  );
}
