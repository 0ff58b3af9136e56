import type { Features } from './features.js';
import { nearestIndex, nearness } from './nearest.js';
import { featuresIn, type Vector, type Vocabulary } from './vocabulary.js';

/** Which texts resemble each other and how much: the neighbours of text t are at `starts[t]` up to `starts[t + 1]`; symmetric, scaled by degrees. */
export interface Neighbours {
  readonly starts: Int32Array;
  readonly texts: Int32Array;
  readonly values: Float32Array;
}

/** Without a log nothing is spread. */
export const noNeighbours: Neighbours = {
  starts: new Int32Array(1),
  texts: new Int32Array(0),
  values: new Float32Array(0),
};

/** Joins each text with the nearest of all by the cosine of their vectors, looked for among those whose stems are most alike. */
export function neighboursOf(
  texts: readonly Features[],
  vectors: readonly Vector[],
  vocabulary: Vocabulary,
): Neighbours {
  const index = nearestIndex(texts, Int32Array.from(texts.keys()), vocabulary);
  const joined = texts.map(() => new Map<number, number>());
  const dense = new Float64Array(featuresIn(vocabulary));
  texts.forEach((text, at) => {
    const alike = best(nearness(text, index, vocabulary, texts.length).ofAnswer, at, mostLookedAt);
    const vector = vectors[at] as Vector;
    for (let i = 0; i < vector.features.length; i++) dense[vector.features[i] as number] = vector.values[i] as number;
    const cosines = new Float64Array(texts.length);
    for (const other of alike) cosines[other] = Math.max(0, dotWith(dense, vectors[other] as Vector));
    for (const other of best(cosines, at, mostNeighbours)) {
      const cosine = cosines[other] as number;
      const value = Math.fround(cosine * cosine * cosine);
      (joined[at] as Map<number, number>).set(other, value);
      (joined[other] as Map<number, number>).set(at, value);
    }
    for (const feature of vector.features) dense[feature] = 0;
  });
  return scaled(joined);
}

const mostLookedAt = 50;
const mostNeighbours = 10;

function dotWith(dense: Float64Array, { features, values }: Vector): number {
  let sum = 0;
  for (let at = 0; at < features.length; at++)
    sum += (dense[features[at] as number] as number) * (values[at] as number);
  return sum;
}

/** The places of the largest positive values but one place's own; of equals the lower place first. */
function best(values: Float64Array, but: number, limit: number): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (at === but || value <= 0) continue;
    if (found.length === limit && value <= (values[found[limit - 1] as number] as number)) continue;
    let place = found.length;
    while (place > 0 && value > (values[found[place - 1] as number] as number)) place--;
    found.splice(place, 0, at);
    if (found.length > limit) found.pop();
  }
  return found;
}

function scaled(joined: readonly ReadonlyMap<number, number>[]): Neighbours {
  const degrees = joined.map((row) => Math.sqrt([...row.values()].reduce((sum, value) => sum + value, 0)) || 1);
  const starts = new Int32Array(joined.length + 1);
  joined.forEach((row, at) => (starts[at + 1] = (starts[at] as number) + row.size));
  const texts = new Int32Array(starts[joined.length] as number);
  const values = new Float32Array(texts.length);
  joined.forEach((row, at) => {
    let next = starts[at] as number;
    for (const [other, value] of [...row].sort(([a], [b]) => a - b)) {
      texts[next] = other;
      values[next++] = value / ((degrees[at] as number) * (degrees[other] as number));
    }
  });
  return { starts, texts, values };
}
