import type { Analysis, Fact, Sentence, Unit } from '../analysis/model.js';

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

/** Pairs each sentence with at most one of the other text, best first. */
export function alignSentences(a: Analysis, b: Analysis): AlignedSentences[] {
  const keys = numberedKeys(a, b);
  const candidates = candidatePairs(keys).sort(
    (one, other) => other.likeness - one.likeness || one.a - other.a || one.b - other.b,
  );
  const sameLanguage = a.language === b.language;
  const usedA = new Uint8Array(a.sentences.length);
  const usedB = new Uint8Array(b.sentences.length);
  const aligned: AlignedSentences[] = [];
  for (const { a: left, b: right, likeness } of candidates) {
    if (usedA[left] === 1 || usedB[right] === 1) continue;
    usedA[left] = usedB[right] = 1;
    const places = anchors(keys.a[left] as Keys, keys.b[right] as Keys);
    const [one, other] = [a.sentences[left] as Sentence, b.sentences[right] as Sentence];
    const parts = changesOf(one, other, places);
    const equal = sameLanguage && parts.hunks.length === 0 && sameWords(one, other);
    aligned.push({ a: one, b: other, likeness, equal, hunks: parts.hunks, factPairs: parts.factPairs });
  }
  return aligned;
}

interface Candidate {
  readonly a: number;
  readonly b: number;
  readonly likeness: number;
}

/** The keys of a sentence's units as numbers: equal numbers for equal keys, -1 for what the first text does not have. */
type Keys = readonly number[];

interface NumberedKeys {
  readonly a: readonly Keys[];
  readonly b: readonly Keys[];
  readonly count: number;
}

function numberedKeys(a: Analysis, b: Analysis): NumberedKeys {
  const numbers = new Map<string, number>();
  const numberOf = ({ key }: Unit): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
  return {
    a: a.sentences.map(({ units }) => units.map(numberOf)),
    b: b.sentences.map(({ units }) => units.map(({ key }) => numbers.get(key) ?? -1)),
    count: numbers.size,
  };
}

const few = 12;

function candidatePairs({ a, b, count }: NumberedKeys): Candidate[] {
  const near = a.length <= few ? () => a.keys() : placesOf(a);
  const counts = new Uint8Array(count);
  const found: Candidate[] = [];
  b.forEach((keys, index) => {
    for (const other of near(keys)) {
      const likeness = likenessOf(a[other] as Keys, keys, counts);
      if (likeness >= least) found.push({ a: other, b: index, likeness });
    }
  });
  return found;
}

// Words found in very many sentences are not looked up: the work stays linear on any text.
function placesOf(sentences: readonly Keys[]): (keys: Keys) => Iterable<number> {
  const places = new Map<number, number[]>();
  sentences.forEach((keys, index) => {
    for (const key of keys) add(places, key, index);
  });
  return (keys) => {
    const near = new Set<number>();
    for (const key of keys) {
      const listed = places.get(key) ?? [];
      if (listed.length <= few) for (const index of listed) near.add(index);
    }
    return near;
  };
}

function add(places: Map<number, number[]>, key: number, index: number): void {
  const list = places.get(key);
  if (list === undefined) places.set(key, [index]);
  else if (list.at(-1) !== index) list.push(index);
}

// `counts` is all zeros before and after: one table serves all pairs. A sentence has at most 120 units.
function likenessOf(a: Keys, b: Keys, counts: Uint8Array): number {
  if (Math.min(a.length, b.length) / Math.max(a.length, b.length, 1) < least / 2) return 0;
  for (const key of a) counts[key] = (counts[key] as number) + 1;
  let common = 0;
  for (const key of b) {
    const left = key === -1 ? 0 : (counts[key] as number);
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

function changesOf(
  a: Sentence,
  b: Sentence,
  places: readonly (readonly [number, number])[],
): Pick<AlignedSentences, 'hunks' | 'factPairs'> {
  const hunks: Hunk[] = [];
  const factPairs: (readonly [Fact, Fact])[] = [];
  let fromA = 0;
  let fromB = 0;
  for (const [atA, atB] of places) {
    if (atA > fromA || atB > fromB) {
      const hunk = { a: a.units.slice(fromA, atA), b: b.units.slice(fromB, atB) };
      hunks.push(hunk);
      factPairs.push(...pairInOrder(hunk));
    }
    const [left, right] = [a.units[atA]?.fact, b.units[atB]?.fact];
    if (left && right) factPairs.push([left, right]);
    fromA = atA + 1;
    fromB = atB + 1;
  }
  return { hunks, factPairs };
}

function pairInOrder(hunk: Hunk): (readonly [Fact, Fact])[] {
  const rest = hunk.b.flatMap(({ fact }) => (fact === null ? [] : [fact]));
  return hunk.a.flatMap(({ fact }) => {
    const index = rest.findIndex((other) => other.type === fact?.type);
    const other = rest[index];
    if (fact === null || other === undefined) return [];
    rest.splice(0, index + 1);
    return [[fact, other] as const];
  });
}

// Longest common subsequence, closed by the pair of both ends. What is equal from the start needs no table.
function anchors(a: Keys, b: Keys): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) found.push([i, i++]);
  let j = i;
  const width = b.length + 1;
  const table = i < a.length && i < b.length ? commonLengths(a, b, i) : new Uint8Array(0);
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) found.push([i++, j++]);
    else if ((table[(i + 1) * width + j] as number) >= (table[i * width + j + 1] as number)) i += 1;
    else j += 1;
  }
  found.push([a.length, b.length]);
  return found;
}

// How many units the two have in common from each pair of places on; sentences have at most 120 units.
function commonLengths(a: Keys, b: Keys, from: number): Uint8Array {
  const width = b.length + 1;
  const table = new Uint8Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= from; i -= 1) {
    for (let j = b.length - 1; j >= from; j -= 1) {
      const at = i * width + j;
      table[at] =
        a[i] === b[j]
          ? (table[at + width + 1] as number) + 1
          : Math.max(table[at + width] as number, table[at + 1] as number);
    }
  }
  return table;
}
