import { normalise } from '../platform/normalise.js';
import type { Stem } from './stems.js';
import { tokensOf, type Tokens } from './tokens.js';

/** How often each feature occurs in a text, in the two blocks of the recipe. */
export interface Features {
  /** The different stems, and the 1- and 2-grams of unspaced runs; each is a feature of the block of words too. */
  readonly stems: readonly string[];
  readonly words: ReadonlyMap<string, number>;
  readonly characters: ReadonlyMap<string, number>;
}

/** The features of a text: a pure function of the text and the stemmer. */
export function featuresOf(text: string, stem: Stem): Features {
  const tokens = tokensOf(normalise(text.length > longestText ? text.slice(0, longestText) : text));
  return { ...wordFeatures(tokens, stem), characters: characterFeatures(tokens) };
}

/** Stems, neighbouring stems with marks for start and end, and unordered pairs of stems; of unspaced runs, 1- and 2-grams. */
function wordFeatures({ words, runs }: Tokens, stem: Stem): Pick<Features, 'stems' | 'words'> {
  const counts = new Map<string, number>();
  const stems = words.slice(0, mostStems).map(stem);
  for (const one of stems) count(counts, one);
  for (const run of runs) grams(counts, [...run], 1, 2);
  const single = [...counts.keys()];
  if (stems.length > 0) {
    for (let at = 0; at <= stems.length; at++) count(counts, `${stems[at - 1] ?? '^'} ${stems[at] ?? '$'}`);
  }
  const distinct = [...new Set(stems.slice(0, mostPaired))].sort();
  for (let first = 0; first < distinct.length; first++) {
    for (let second = first + 1; second < distinct.length; second++)
      count(counts, `${distinct[first]}+${distinct[second]}`);
  }
  return { stems: single, words: counts };
}

/** Character 2- to 5-grams inside words padded with spaces; 1- to 3-grams of unspaced runs. */
function characterFeatures({ words, runs }: Tokens): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) grams(counts, ` ${word} `, 2, 5);
  for (const run of runs) grams(counts, [...run], 1, 3);
  return counts;
}

function grams(
  counts: Map<string, number>,
  characters: string | readonly string[],
  shortest: number,
  longest: number,
): void {
  for (let length = shortest; length <= longest; length++) {
    for (let start = 0; start + length <= characters.length; start++) {
      const gram = characters.slice(start, start + length);
      count(counts, typeof gram === 'string' ? gram : gram.join(''));
    }
  }
}

function count(counts: Map<string, number>, feature: string): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1);
}

/** Bounds on what one message may cost; a question is far below them, an article's body may reach them. */
const longestText = 4_000;
const mostStems = 400;
const mostPaired = 32;
