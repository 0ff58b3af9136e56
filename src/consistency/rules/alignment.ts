import type { Analysis, Fact, Sentence, Unit } from '../analysis/model.js';
import { mostKeys } from '../analysis/numbering.js';
import { unitsOf } from '../analysis/units.js';

/** A part where two near-equal sentences differ. */
export interface Hunk {
  readonly a: readonly Unit[];
  readonly b: readonly Unit[];
}

/** Two sentences that say nearly the same, with what differs word by word and the facts that stand in the same place. */
export interface AlignedSentences {
  readonly a: Sentence;
  readonly b: Sentence;
  /** Share of common words, 0–1, every fact counted as one word of its type. */
  readonly likeness: number;
  /** Whether the two are one sentence, word for word, so that nothing of one contradicts the other. */
  readonly equal: boolean;
  readonly hunks: readonly Hunk[];
  readonly factPairs: readonly (readonly [Fact, Fact])[];
}

const least = 0.5;

/** Pairs each sentence with at most one of the other text, best first. Both texts have one numbering. */
export function alignSentences(a: Analysis, b: Analysis): AlignedSentences[] {
  const candidates = candidatePairs(a.sentences, b.sentences).sort(
    (one, other) => other.likeness - one.likeness || one.a.index - other.a.index || one.b.index - other.b.index,
  );
  const sameLanguage = a.language === b.language;
  const usedA: boolean[] = [];
  const usedB: boolean[] = [];
  const aligned: AlignedSentences[] = [];
  for (const pair of candidates) {
    if (usedA[pair.a.index] === true || usedB[pair.b.index] === true) continue;
    usedA[pair.a.index] = usedB[pair.b.index] = true;
    const { hunks, factPairs } = sameKeys(pair.a.keys, pair.b.keys) ? unchanged(pair) : changesOf(pair);
    const equal = sameLanguage && hunks.length === 0 && sameWords(pair.a, pair.b);
    aligned.push({ a: pair.a, b: pair.b, likeness: pair.likeness, equal, hunks, factPairs });
  }
  return aligned;
}

interface Candidate {
  readonly a: Sentence;
  readonly b: Sentence;
  readonly likeness: number;
}

type Keys = Sentence['keys'];
type Changes = Pick<AlignedSentences, 'hunks' | 'factPairs'>;

const few = 12;

function candidatePairs(a: readonly Sentence[], b: readonly Sentence[]): Candidate[] {
  const near = a.length <= few ? () => a : placesOf(a);
  const found: Candidate[] = [];
  const settled: boolean[] = [];
  const open: Sentence[] = [];
  for (const sentence of b) {
    const twin = twinOf(sentence.keys, near(sentence.keys), settled);
    if (twin === null) open.push(sentence);
    else {
      settled[twin.index] = true;
      found.push({ a: twin, b: sentence, likeness: 1 });
    }
  }
  for (const sentence of open) {
    for (const other of near(sentence.keys)) {
      if (settled[other.index] === true) continue;
      const likeness = likenessOf(other.keys, sentence.keys);
      if (likeness >= least) found.push({ a: other, b: sentence, likeness });
    }
  }
  return found;
}

// No pair is better than one of the very same units, so that neither of the two need be held against any other.
function twinOf(keys: Keys, others: Iterable<Sentence>, settled: readonly boolean[]): Sentence | null {
  for (const other of others) {
    if (other.keys.length !== keys.length || settled[other.index] === true) continue;
    if (sameKeys(other.keys, keys) ? keys.length > 0 : likenessOf(other.keys, keys) === 1) return other;
  }
  return null;
}

// Words found in very many sentences are not looked up: the work stays linear on any text.
function placesOf(sentences: readonly Sentence[]): (keys: Keys) => Iterable<Sentence> {
  const places = new Map<number, Sentence[]>();
  for (const sentence of sentences) for (const key of sentence.keys) add(places, key, sentence);
  return (keys) => {
    const near = new Set<Sentence>();
    for (const key of keys) {
      const listed = places.get(key) ?? [];
      if (listed.length <= few) for (const sentence of listed) near.add(sentence);
    }
    return near;
  };
}

function add(places: Map<number, Sentence[]>, key: number, sentence: Sentence): void {
  const list = places.get(key);
  if (list === undefined) places.set(key, [sentence]);
  else if (list.at(-1) !== sentence) list.push(sentence);
}

// How often a sentence has each key: one table serves all pairs, for it is all zeros before and after. A sentence has at most 120 units.
const counts = new Uint8Array(mostKeys);

function likenessOf(a: Keys, b: Keys): number {
  if (Math.min(a.length, b.length) / Math.max(a.length, b.length, 1) < least / 2) return 0;
  for (const key of a) counts[key] = (counts[key] as number) + 1;
  let common = 0;
  for (const key of b) {
    const left = counts[key] as number;
    if (left === 0) continue;
    common += 1;
    counts[key] = left - 1;
  }
  for (const key of a) counts[key] = 0;
  return (2 * common) / (a.length + b.length || 1);
}

function sameWords(a: Sentence, b: Sentence): boolean {
  return a.text === b.text && a.tokens.length === b.tokens.length;
}

function sameKeys(a: Keys, b: Keys): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

// Unit by unit the same, so each fact stands in the place of the other.
function unchanged({ a, b }: Candidate): Changes {
  return { hunks: [], factPairs: a.facts.map((fact, index) => [fact, b.facts[index] as Fact]) };
}

function changesOf({ a, b }: Candidate): Changes {
  const partners = partnersOf(a.keys, b.keys);
  const [unitsA, unitsB] = [unitsOf(a), unitsOf(b)];
  const hunks: Hunk[] = [];
  const factPairs: (readonly [Fact, Fact])[] = [];
  let fromA = 0;
  let fromB = 0;
  for (let atA = 0; atA <= unitsA.length; atA += 1) {
    const atB = partners[atA] ?? unitsB.length;
    if (atB === none) continue;
    if (atA > fromA || atB > fromB) {
      const hunk = { a: unitsA.slice(fromA, atA), b: unitsB.slice(fromB, atB) };
      hunks.push(hunk);
      pairInOrder(hunk, factPairs);
    }
    const left = unitsA[atA]?.fact ?? null;
    const right = unitsB[atB]?.fact ?? null;
    if (left !== null && right !== null) factPairs.push([left, right]);
    fromA = atA + 1;
    fromB = atB + 1;
  }
  return { hunks, factPairs };
}

function pairInOrder(hunk: Hunk, pairs: (readonly [Fact, Fact])[]): void {
  let next = 0;
  for (const { fact } of hunk.a) {
    if (fact === null) continue;
    const index = hunk.b.findIndex((unit, at) => at >= next && unit.fact?.type === fact.type);
    const other = hunk.b[index]?.fact ?? null;
    if (other === null) continue;
    pairs.push([fact, other]);
    next = index + 1;
  }
}

const none = -1;

// For each unit of the one its place in the other, by a longest common subsequence. What is equal from the start needs no table.
function partnersOf(a: Keys, b: Keys): number[] {
  const found: number[] = a.map(() => none);
  let i = 0;
  for (; i < a.length && i < b.length && a[i] === b[i]; i += 1) found[i] = i;
  let j = i;
  if (i < a.length && i < b.length) fillCommonLengths(a, b, i);
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) found[i++] = j++;
    else if (commonLength(i + 1, j) >= commonLength(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

// How many units two sentences have in common from each pair of places on: one table serves all, for sentences have at most 120 units.
const width = 121;
const commonLengths = new Uint8Array(width * width);

function commonLength(i: number, j: number): number {
  return commonLengths[i * width + j] as number;
}

function fillCommonLengths(a: Keys, b: Keys, from: number): void {
  for (let i = from; i <= a.length; i += 1) commonLengths[i * width + b.length] = 0;
  for (let j = from; j <= b.length; j += 1) commonLengths[a.length * width + j] = 0;
  for (let i = a.length - 1; i >= from; i -= 1) {
    for (let j = b.length - 1; j >= from; j -= 1) {
      commonLengths[i * width + j] =
        a[i] === b[j] ? commonLength(i + 1, j + 1) + 1 : Math.max(commonLength(i + 1, j), commonLength(i, j + 1));
    }
  }
}
