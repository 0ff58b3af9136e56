import { normalise } from '../platform/normalise.js';
import { rememberLatest } from '../platform/remember-latest.js';
import type { Stem } from './stems.js';
import { tokensOf, type Tokens } from './tokens.js';

/** How often each feature occurs in a text, in the two blocks of the recipe. */
export interface Features {
  readonly tokens: Tokens;
  /** The stems of the words, in the order of the text. */
  readonly inOrder: readonly string[];
  /** The different stems, and the 1- and 2-grams of unspaced runs; each is a feature of the block of words too. */
  readonly stems: readonly string[];
  readonly words: ReadonlyMap<string, number>;
  readonly characters: ReadonlyMap<string, number>;
}

/** The features of a text: a pure function of the text and the stemmer. What is counted is counted on first use. */
export function featuresOf(text: string, stem: Stem): Features {
  const known = byStem.get(stem) ?? rememberLatest((one) => newFeatures(one, stem));
  byStem.set(stem, known);
  return known(text);
}

const byStem = new WeakMap<Stem, (text: string) => Features>();

function newFeatures(text: string, stem: Stem): Features {
  const tokens = tokensOf(normalise(text.length > longestText ? text.slice(0, longestText) : text));
  return featuresFrom(tokens, tokens.words.slice(0, mostStems).map(stem));
}

/** The same text with other stems in the places of its own. */
export function withStems({ tokens }: Features, inOrder: readonly string[]): Features {
  return featuresFrom(tokens, inOrder);
}

function featuresFrom(tokens: Tokens, inOrder: readonly string[]): Features {
  const single = new Set(inOrder);
  for (const run of tokens.runs) for (const gram of gramsOf([...run], 1, 2)) single.add(gram);
  let words: ReadonlyMap<string, number> | null = null;
  let characters: ReadonlyMap<string, number> | null = null;
  return {
    tokens,
    inOrder,
    stems: [...single],
    get words() {
      return (words ??= wordFeatures(tokens, inOrder));
    },
    get characters() {
      return (characters ??= characterFeatures(tokens));
    },
  };
}

/** Stems, neighbouring stems with marks for start and end, and unordered pairs of stems; of unspaced runs, 1- and 2-grams. */
function wordFeatures({ runs }: Tokens, stems: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of stems) count(counts, one);
  for (const run of runs) countAll(counts, gramsOf([...run], 1, 2));
  if (stems.length > 0) {
    for (let at = 0; at <= stems.length; at++) count(counts, neighbourFeature(stems[at - 1], stems[at]));
  }
  const distinct = [...new Set(stems.slice(0, mostPaired))].sort();
  for (let first = 0; first < distinct.length; first++) {
    for (let second = first + 1; second < distinct.length; second++)
      count(counts, pairFeature(distinct[first] as string, distinct[second] as string));
  }
  return counts;
}

/** Character 2- to 5-grams inside words padded with spaces; 1- to 3-grams of unspaced runs. */
function characterFeatures({ words, runs }: Tokens): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) countAll(counts, gramsOfWord(word));
  for (const run of runs) countAll(counts, gramsOf([...run], 1, 3));
  return counts;
}

/** The grams of a word, each as often as it occurs. */
export function gramsOfWord(word: string): string[] {
  return gramsOf(` ${word} `, 2, 5);
}

/** The feature of two stems next to each other; of none on one side the text begins or ends there. */
export function neighbourFeature(left: string | undefined, right: string | undefined): string {
  return `${left ?? '^'} ${right ?? '$'}`;
}

/** The feature of two stems in one text, the lower by code unit first. */
export function pairFeature(first: string, second: string): string {
  return `${first}+${second}`;
}

function gramsOf(characters: string | readonly string[], shortest: number, longest: number): string[] {
  const grams: string[] = [];
  for (let length = shortest; length <= longest; length++) {
    for (let start = 0; start + length <= characters.length; start++) {
      const gram = characters.slice(start, start + length);
      grams.push(typeof gram === 'string' ? gram : gram.join(''));
    }
  }
  return grams;
}

function countAll(counts: Map<string, number>, features: readonly string[]): void {
  for (const feature of features) count(counts, feature);
}

function count(counts: Map<string, number>, feature: string): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1);
}

/** Bounds on what one message may cost; a question is far below them, an article's body may reach them. */
const longestText = 4_000;
const mostStems = 400;

/** So many of its stems are looked at in pairs. */
export const mostPaired = 32;
