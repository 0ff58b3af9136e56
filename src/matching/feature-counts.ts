import { type Features, gramsOfWord, mostPaired, neighbourFeature, pairFeature } from './features.js';
import { pairTable } from './pair-table.js';

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
  const alone = textCounter(stems.length);
  const beside = pairCounter();
  const together = pairCounter();
  texts.forEach(({ inOrder }, text) => {
    const row = inOrder.map((stem) => numbers.get(stem) as number);
    for (const stem of row) alone.count(stem, text);
    // Before the first and behind the last stem stands the number that no stem has.
    for (let at = 0; row.length > 0 && at <= row.length; at++)
      beside.count(at > 0 ? (row[at - 1] as number) : stems.length, row[at] ?? stems.length, text);
    const paired = ascending(row.slice(0, mostPaired));
    for (let one = 0; one < paired.length; one++)
      for (let other = one + 1; other < paired.length; other++)
        if (paired[one] !== paired[other]) together.count(paired[one] as number, paired[other] as number, text);
  });
  return [
    ...stems.map((stem, at) => [stem, alone.textsOf(at)] as const).filter(([, count]) => count >= least),
    ...beside.named(least, (one, other) => neighbourFeature(stems[one], stems[other])),
    ...together.named(least, (one, other) => pairFeature(stems[one] as string, stems[other] as string)),
  ];
}

function ascending(numbers: number[]): readonly number[] {
  return numbers.sort((a, b) => a - b);
}

/** Counts the texts that have each number; the texts come one after the other, and one that has a number twice counts once. */
function textCounter(least: number) {
  let counts = new Int32Array(least);
  let last = new Int32Array(least).fill(-1);
  return {
    count: (number: number, text: number): void => {
      if (number >= counts.length) {
        const longer = new Int32Array(2 * number + 1_024);
        longer.set(counts);
        const longerLast = new Int32Array(longer.length).fill(-1);
        longerLast.set(last);
        [counts, last] = [longer, longerLast];
      }
      if (last[number] === text) return;
      last[number] = text;
      counts[number] = (counts[number] as number) + 1;
    },
    textsOf: (number: number): number => counts[number] ?? 0,
  };
}

/** Counts the texts that have each pair of stems, and names those that enough have: most are too rare, and to name them would be most of the work. */
function pairCounter() {
  const numbers = pairTable();
  const texts = textCounter(0);
  let size = 0;
  return {
    count: (one: number, other: number, text: number): void => {
      const known = numbers.get(one, other);
      if (known === -1) numbers.set(one, other, size);
      texts.count(known === -1 ? size++ : known, text);
    },
    named: (least: number, nameOf: (one: number, other: number) => string): Counts => {
      const found: (readonly [string, number])[] = [];
      numbers.forEach((one, other, number) => {
        const count = texts.textsOf(number);
        if (count >= least) found.push([nameOf(one, other), count]);
      });
      return found;
    },
  };
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
  const counter = textCounter(numbers.size);
  texts.forEach(({ tokens }, text) => {
    for (const word of tokens.words) for (const gram of ofWord.get(word) ?? []) counter.count(gram, text);
  });
  return [...numbers].flatMap(([gram, at]) => {
    const count = counter.textsOf(at);
    return count >= least ? [[gram, count] as const] : [];
  });
}

function numberOf(gram: string, numbers: Map<string, number>): number {
  const known = numbers.get(gram);
  if (known !== undefined) return known;
  numbers.set(gram, numbers.size);
  return numbers.size - 1;
}
