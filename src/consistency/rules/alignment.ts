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
  readonly hunks: readonly Hunk[];
  readonly factPairs: readonly (readonly [Fact, Fact])[];
}

const least = 0.5;

/** Pairs each sentence with at most one of the other text, best first. */
export function alignSentences(a: Analysis, b: Analysis): AlignedSentences[] {
  const candidates = candidatePairs(a, b).sort(
    (one, other) => other.likeness - one.likeness || one.a - other.a || one.b - other.b,
  );
  const usedA = new Set<number>();
  const usedB = new Set<number>();
  const aligned: AlignedSentences[] = [];
  for (const { a: left, b: right, likeness } of candidates) {
    if (usedA.has(left) || usedB.has(right)) continue;
    usedA.add(left);
    usedB.add(right);
    aligned.push(align(a.sentences[left] as Sentence, b.sentences[right] as Sentence, likeness));
  }
  return aligned;
}

interface Candidate {
  readonly a: number;
  readonly b: number;
  readonly likeness: number;
}

// Words found in very many sentences are not looked up: the work stays linear on any text.
function candidatePairs(a: Analysis, b: Analysis): Candidate[] {
  const places = new Map<string, number[]>();
  for (const { index, units } of a.sentences) for (const { key } of units) add(places, key, index);
  const found: Candidate[] = [];
  for (const sentence of b.sentences) {
    const near = new Set<number>();
    for (const { key } of sentence.units) {
      const listed = places.get(key) ?? [];
      if (listed.length <= 12) for (const index of listed) near.add(index);
    }
    if (a.sentences.length <= 12) for (const { index } of a.sentences) near.add(index);
    for (const index of near) {
      const likeness = likenessOf((a.sentences[index] as Sentence).units, sentence.units);
      if (likeness >= least) found.push({ a: index, b: sentence.index, likeness });
    }
  }
  return found;
}

function add(places: Map<string, number[]>, key: string, index: number): void {
  const list = places.get(key);
  if (list === undefined) places.set(key, [index]);
  else if (list.at(-1) !== index) list.push(index);
}

function likenessOf(a: readonly Unit[], b: readonly Unit[]): number {
  if (Math.min(a.length, b.length) / Math.max(a.length, b.length, 1) < least / 2) return 0;
  const counts = new Map<string, number>();
  for (const { key } of a) counts.set(key, (counts.get(key) ?? 0) + 1);
  let common = 0;
  for (const { key } of b) {
    const left = counts.get(key) ?? 0;
    if (left === 0) continue;
    common += 1;
    counts.set(key, left - 1);
  }
  return (2 * common) / (a.length + b.length || 1);
}

function align(a: Sentence, b: Sentence, likeness: number): AlignedSentences {
  const hunks: Hunk[] = [];
  const factPairs: (readonly [Fact, Fact])[] = [];
  let fromA = 0;
  let fromB = 0;
  for (const [atA, atB] of [...anchors(a.units, b.units), [a.units.length, b.units.length] as const]) {
    const hunk = { a: a.units.slice(fromA, atA), b: b.units.slice(fromB, atB) };
    if (hunk.a.length > 0 || hunk.b.length > 0) {
      hunks.push(hunk);
      factPairs.push(...pairInOrder(hunk));
    }
    const [left, right] = [a.units[atA]?.fact, b.units[atB]?.fact];
    if (left && right) factPairs.push([left, right]);
    fromA = atA + 1;
    fromB = atB + 1;
  }
  return { a, b, likeness, hunks, factPairs };
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

// Longest common subsequence; sentences have at most 120 units.
function anchors(a: readonly Unit[], b: readonly Unit[]): (readonly [number, number])[] {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const below = table[(i + 1) * width + j] as number;
      const right = table[i * width + j + 1] as number;
      table[i * width + j] =
        a[i]?.key === b[j]?.key ? (table[(i + 1) * width + j + 1] as number) + 1 : Math.max(below, right);
    }
  }
  const found: (readonly [number, number])[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i]?.key === b[j]?.key) found.push([i++, j++]);
    else if ((table[(i + 1) * width + j] as number) >= (table[i * width + j + 1] as number)) i += 1;
    else j += 1;
  }
  return found;
}
