import type { Features } from './features.js';
import { seeded } from './random.js';

/** What stems mean, by the company they keep: stem number `stems[i]` (ascending) has the `dimensions` values from `i * dimensions` on, weighed by its rarity. */
export interface WordVectors {
  readonly dimensions: number;
  readonly stems: Int32Array;
  readonly values: Float32Array;
}

/** Without a log nothing is known of the company that words keep. */
export const noWordVectors: WordVectors = { dimensions: 0, stems: new Int32Array(0), values: new Float32Array(0) };

/** A co-occurrence matrix, row by row: its columns of row r are at `starts[r]` up to `starts[r + 1]`, ascending. */
interface Matrix {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/**
 * Vectors of the stems that stand in at least two of the texts: the first eigenvectors of their positive pointwise mutual information within a text
 * (Levy and Goldberg, NIPS 2014), scaled by the root of the eigenvalues, by subspace iteration from a seeded start. `numbers` gives a stem's number.
 */
export function wordVectorsOf(texts: readonly Features[], numbers: ReadonlyMap<string, number>): WordVectors {
  const counts = new Map<number, number>();
  const numbered = texts.map(({ stems }) => stems.flatMap((stem) => numbers.get(stem) ?? []));
  for (const stems of numbered) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= leastTexts);
  kept.sort(([a, often], [b, oftener]) => oftener - often || a - b);
  const stems = Int32Array.from(kept.slice(0, mostStems), ([stem]) => stem).sort();
  if (stems.length < 2 * dimensionsKept) return noWordVectors;
  const places = new Map([...stems].map((stem, at) => [stem, at]));
  const matrix = information(
    numbered.map((text) => text.flatMap((stem) => places.get(stem) ?? []).sort((a, b) => a - b)),
    stems.length,
  );
  const vectors = mainDirections(matrix, stems.length, dimensionsKept);
  const values = new Float32Array(vectors.length);
  stems.forEach((stem, at) => {
    const rarity = Math.log((1 + texts.length) / (1 + (counts.get(stem) as number)));
    for (let i = at * dimensionsKept; i < (at + 1) * dimensionsKept; i++) values[i] = rarity * (vectors[i] as number);
  });
  return { dimensions: dimensionsKept, stems, values };
}

/** The sum of the stems' vectors, scaled to length 1; empty where none of them is known. */
export function meaningOf(stems: readonly number[], { dimensions, stems: known, values }: WordVectors): Float32Array {
  const rows = stems.map((stem) => placeOf(known, stem)).filter((row) => row >= 0);
  if (rows.length === 0) return new Float32Array(0);
  const sum = new Float64Array(dimensions);
  for (const row of rows)
    for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] as number) + (values[row * dimensions + at] as number);
  const square = dot(sum, sum);
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  return Float32Array.from(sum, (value) => value * scale);
}

const leastTexts = 2;
const mostStems = 4_000;
const dimensionsKept = 128;
const iterations = 6;

function placeOf(ascending: Int32Array, wanted: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = ascending[middle] as number;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** max(0, ln(p(a, b) / p(a) p(b))) of all pairs of stems that stand in one text. */
function information(texts: readonly (readonly number[])[], size: number): Matrix {
  const together = Array.from({ length: size }, () => new Map<number, number>());
  const sums = new Float64Array(size);
  let all = 0;
  for (const text of texts)
    for (const one of text)
      for (const other of text) {
        if (one === other) continue;
        const row = together[one] as Map<number, number>;
        row.set(other, (row.get(other) ?? 0) + 1);
        sums[one] = (sums[one] as number) + 1;
        all += 1;
      }
  const starts = new Int32Array(size + 1);
  const columns: number[] = [];
  const values: number[] = [];
  together.forEach((row, one) => {
    for (const [other, count] of [...row].sort(([a], [b]) => a - b)) {
      const value = Math.log((count * all) / ((sums[one] as number) * (sums[other] as number)));
      if (value <= 0) continue;
      columns.push(other);
      values.push(value);
    }
    starts[one + 1] = columns.length;
  });
  return { starts, columns: Int32Array.from(columns), values: Float64Array.from(values) };
}

/** `size` rows of `dimensions` values: the eigenvectors of the largest eigenvalues, each times the root of its eigenvalue. */
function mainDirections(matrix: Matrix, size: number, dimensions: number): Float64Array {
  const random = seeded(seed);
  let columns = Array.from({ length: dimensions }, () => Float64Array.from({ length: size }, () => random() - 0.5));
  let lengths = new Float64Array(dimensions);
  for (let turn = 0; turn < iterations; turn++) {
    columns = columns.map((column) => product(matrix, column));
    lengths = orthonormalise(columns);
  }
  const rows = new Float64Array(size * dimensions);
  columns.forEach((column, dimension) => {
    const scale = Math.sqrt(lengths[dimension] as number);
    column.forEach((value, row) => (rows[row * dimensions + dimension] = value * scale));
  });
  return rows;
}

const seed = 5;

function product({ starts, columns, values }: Matrix, vector: Float64Array): Float64Array<ArrayBuffer> {
  const result = new Float64Array(vector.length);
  for (let row = 0; row < vector.length; row++) {
    let sum = 0;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++)
      sum += (values[at] as number) * (vector[columns[at] as number] as number);
    result[row] = sum;
  }
  return result;
}

/** Gram and Schmidt, in place; gives the lengths that the columns had left. */
function orthonormalise(columns: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  return Float64Array.from(columns, (column, at) => {
    for (let before = 0; before < at; before++) {
      const other = columns[before] as Float64Array;
      const share = dot(column, other);
      for (let row = 0; row < column.length; row++)
        column[row] = (column[row] as number) - share * (other[row] as number);
    }
    const length = Math.sqrt(dot(column, column));
    const scale = length > 0 ? 1 / length : 0;
    for (let row = 0; row < column.length; row++) column[row] = (column[row] as number) * scale;
    return length;
  });
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
  return sum;
}
