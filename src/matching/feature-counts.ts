import { type Features, gramsOfWord, mostPaired, neighbourFeature, pairFeature } from './features.js';

/** In how many texts each feature stands. */
export type Counts = readonly (readonly [feature: string, texts: number])[];

/** The texts that have each feature of words, and each of characters, where at least so many have it; in the order of code units. */
export function countFeatures(
  texts: readonly Features[],
  atLeast: number,
): { readonly words: Counts; readonly characters: Counts } {
  const spaced = texts.filter(({ tokens }) => tokens.runs.length === 0);
  const others = texts.filter(({ tokens }) => tokens.runs.length > 0);
  const least = others.length === 0 ? atLeast : 1;
  const enough = (counts: Counts, blocks: readonly ReadonlyMap<string, number>[]) =>
    sum(counts, blocks)
      .filter(([, count]) => count >= atLeast)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    words: enough(
      wordCounts(spaced, least),
      others.map(({ words }) => words),
    ),
    characters: enough(
      characterCounts(spaced, least),
      others.map(({ characters }) => characters),
    ),
  };
}

/** Adds the features of texts with unspaced runs, which are counted by name. */
function sum(counts: Counts, blocks: readonly ReadonlyMap<string, number>[]): Counts {
  if (blocks.length === 0) return counts;
  const all = new Map(counts);
  for (const block of blocks) for (const feature of block.keys()) all.set(feature, (all.get(feature) ?? 0) + 1);
  return [...all];
}

/** Stems are numbered in the order of code units, so that of a pair the lower number comes first in its name. */
function wordCounts(texts: readonly Features[], least: number): Counts {
  const stems = [...new Set(texts.flatMap((text) => text.stems))].sort();
  const numbers = new Map(stems.map((stem, at) => [stem, at]));
  const rows = texts.map(({ inOrder }) => Int32Array.from(inOrder, (stem) => numbers.get(stem) as number));
  const size = stems.length + 1;
  const first = (pair: number) => stems[Math.floor(pair / size)];
  const second = (pair: number) => stems[pair % size];
  return [
    ...named(rows.map(distinct), least, (stem) => stems[stem] as string),
    ...named(
      rows.map((row) => neighbours(row, size)),
      least,
      (pair) => neighbourFeature(first(pair), second(pair)),
    ),
    ...named(
      rows.map((row) => pairs(row, size)),
      least,
      (pair) => pairFeature(first(pair) as string, second(pair) as string),
    ),
  ];
}

/** The numbers of a text, ascending, each once. */
function distinct<Row extends Int32Array | Float64Array>(row: Row): Row {
  const sorted = row.slice().sort();
  let size = 0;
  for (const number of sorted) if (size === 0 || number !== sorted[size - 1]) sorted[size++] = number;
  return sorted.subarray(0, size) as Row;
}

/** A pair as one number; beyond the first and the last stem stands the number that no stem has. */
function neighbours(row: Int32Array, size: number): Float64Array {
  if (row.length === 0) return new Float64Array(0);
  const found = new Float64Array(row.length + 1);
  for (let at = 0; at <= row.length; at++) found[at] = (row[at - 1] ?? size - 1) * size + (row[at] ?? size - 1);
  return distinct(found);
}

function pairs(row: Int32Array, size: number): Float64Array {
  const paired = distinct(row.subarray(0, mostPaired));
  const found = new Float64Array((paired.length * (paired.length - 1)) / 2);
  let next = 0;
  for (let one = 0; one < paired.length; one++)
    for (let other = one + 1; other < paired.length; other++)
      found[next++] = (paired[one] as number) * size + (paired[other] as number);
  return found;
}

/** The grams of a word are cut out of it once, however many texts have it. */
function characterCounts(texts: readonly Features[], least: number): Counts {
  const numbers = new Map<string, number>();
  const ofWord = new Map<string, Int32Array>();
  for (const { tokens } of texts)
    for (const word of tokens.words)
      if (!ofWord.has(word))
        ofWord.set(
          word,
          Int32Array.from(gramsOfWord(word), (gram) => numberOf(gram, numbers)),
        );
  const counts = new Int32Array(numbers.size);
  const last = new Int32Array(numbers.size).fill(-1);
  texts.forEach(({ tokens }, text) => {
    for (const word of tokens.words)
      for (const gram of ofWord.get(word) ?? []) {
        if (last[gram] === text) continue;
        last[gram] = text;
        counts[gram] = (counts[gram] as number) + 1;
      }
  });
  return [...numbers].flatMap(([gram, at]) => {
    const count = counts[at] as number;
    return count >= least ? [[gram, count] as const] : [];
  });
}

function numberOf(gram: string, numbers: Map<string, number>): number {
  const known = numbers.get(gram);
  if (known !== undefined) return known;
  numbers.set(gram, numbers.size);
  return numbers.size - 1;
}

/** Counts the numbers of all texts and names those that enough have: most are too rare, and to name them would be most of the work. */
function named(
  rows: readonly (Int32Array | Float64Array)[],
  least: number,
  nameOf: (number: number) => string,
): Counts {
  const all = new Float64Array(rows.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const row of rows) {
    all.set(row, next);
    next += row.length;
  }
  all.sort();
  const found: (readonly [string, number])[] = [];
  for (let at = 0; at < all.length; ) {
    const start = at;
    while (all[at] === all[start]) at++;
    if (at - start >= least) found.push([nameOf(all[start] as number), at - start]);
  }
  return found;
}
