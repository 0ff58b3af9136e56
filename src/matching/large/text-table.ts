import type { Stem } from '../stems.js';
import { rarityOf } from '../vocabulary.js';
import { type FeatureTable, GrowingTable, numberOf } from './feature-table.js';
import { hashFeatures, type HashedFeatures, roomForFeatures } from './hashed-features.js';

/** A text as ascending feature numbers, block by block: stems up to `stems`, neighbours up to `words`, then characters. Each block of words and of characters has length 1. */
export interface HashedText {
  readonly features: Int32Array;
  readonly stems: number;
  readonly words: number;
  readonly wordScale: number;
  readonly characterScale: number;
  /** How many different stems the text has that no phrasing has. */
  readonly strangers: number;
}

/** The features that phrasings have, and how rare each is; of many texts only features that two of them have. */
export interface LargeVocabulary extends FeatureTable {
  readonly rarity: Float32Array;
  readonly unknownRarity: number;
}

/** All texts, one after the other: the features of text t are at `starts[t]` up to `starts[t + 1]`, its blocks end at `stems[t]` and `words[t]`. */
export interface TextTable {
  readonly features: Int32Array;
  readonly starts: Int32Array;
  readonly stems: Int32Array;
  readonly words: Int32Array;
  readonly wordScales: Float32Array;
  readonly characterScales: Float32Array;
  readonly strangers: Int32Array;
}

/** Reads all texts once. Only the first `counted` decide which features there are and how rare; the others (negative phrasings) are read with them. */
export function readTexts(
  texts: readonly string[],
  counted: number,
  stem: Stem,
): { readonly table: TextTable; readonly vocabulary: LargeVocabulary } {
  const raw = readRaw(texts, counted, stem);
  const { renumbered, vocabulary } = rareFeatures(raw, counted);
  return { table: compacted(raw, renumbered, vocabulary), vocabulary };
}

/** Reads one text by the features of a vocabulary. */
export function readText(text: string, vocabulary: LargeVocabulary, stem: Stem): HashedText {
  hashFeatures(room, text, stem);
  const numbers = new Int32Array(room.count);
  let strangers = 0;
  let next = 0;
  const seen = new Set<number>();
  const block = (from: number, to: number): number => {
    const start = next;
    for (let at = from; at < to; at++) {
      const number = numberOf(vocabulary, room.low[at] as number, room.high[at] as number);
      if (number >= 0) numbers[next++] = number;
      else if (to === room.stems) seen.add((room.low[at] as number) * 0x1_0000_0000 + (room.high[at] as number));
    }
    next = start + distinct(numbers, start, next);
    return next;
  };
  const stems = block(0, room.stems);
  strangers = seen.size;
  const words = block(room.stems, room.words);
  block(room.words, room.count);
  const features = numbers.slice(0, next);
  return {
    features,
    stems,
    words,
    wordScale: scaleOf(features, 0, words, vocabulary.rarity),
    characterScale: scaleOf(features, words, next, vocabulary.rarity),
    strangers,
  };
}

/** Text `t` of a table, as `readText` would have read it. */
export function textAt(table: TextTable, t: number): HashedText {
  const start = table.starts[t] as number;
  return {
    features: table.features.subarray(start, table.starts[t + 1]),
    stems: (table.stems[t] as number) - start,
    words: (table.words[t] as number) - start,
    wordScale: table.wordScales[t] as number,
    characterScale: table.characterScales[t] as number,
    strangers: table.strangers[t] as number,
  };
}

/** What makes a block of length 1 of the rarities of its features; 0 for an empty one. */
export function scaleOf(features: Int32Array, from: number, to: number, rarity: Float32Array): number {
  let square = 0;
  for (let at = from; at < to; at++) square += squared(rarity[features[at] as number] as number);
  return square > 0 ? Math.fround(1 / Math.sqrt(square)) : 0;
}

const room: HashedFeatures = roomForFeatures();
/** Above this many phrasings a feature that only one of them has is noise, and costs memory. */
const manyTexts = 5_000;

/** Not `**`, whose last bit the language leaves to the engine. */
function squared(value: number): number {
  return value * value;
}

type Blocks = Pick<TextTable, 'features' | 'starts' | 'stems' | 'words'>;

interface RawTexts extends Blocks {
  readonly frequencies: Int32Array;
  readonly table: GrowingTable;
}

/** All features of all texts, by number, and how many of the counted texts have each. */
function readRaw(texts: readonly string[], counted: number, stem: Stem): RawTexts {
  const table = new GrowingTable();
  let features = new Int32Array(Math.max(1_024, texts.length * 64));
  let frequencies = new Int32Array(1 << 16);
  const starts = new Int32Array(texts.length + 1);
  const stems = new Int32Array(texts.length);
  const words = new Int32Array(texts.length);
  for (let t = 0, next = 0; t < texts.length; t++) {
    hashFeatures(room, texts[t] as string, stem);
    if (next + room.count > features.length) features = lengthened(features, next + room.count);
    const ends = [room.stems, room.words, room.count].map((end, block) => {
      const from = block === 0 ? 0 : block === 1 ? room.stems : room.words;
      for (let at = from; at < end; at++)
        features[next + at - from] = table.add(room.low[at] as number, room.high[at] as number);
      const kept = distinct(features, next, next + end - from);
      if (table.count > frequencies.length) frequencies = lengthened(frequencies, table.count);
      for (let at = next; t < counted && at < next + kept; at++) {
        const feature = features[at] as number;
        frequencies[feature] = (frequencies[feature] as number) + 1;
      }
      next += kept;
      return next;
    });
    [stems[t] = 0, words[t] = 0, starts[t + 1] = 0] = ends as [number, number, number];
  }
  return { features, starts, stems, words, frequencies, table };
}

/** The features that enough texts have, numbered in the order in which they were first seen. */
function rareFeatures(
  { frequencies, table }: RawTexts,
  counted: number,
): { readonly renumbered: Int32Array; readonly vocabulary: LargeVocabulary } {
  const renumbered = new Int32Array(table.count).fill(-1);
  const atLeast = counted > manyTexts ? 2 : 1;
  let count = 0;
  for (let feature = 0; feature < table.count; feature++)
    if ((frequencies[feature] as number) >= atLeast) renumbered[feature] = count++;
  const rarity = new Float32Array(count);
  for (let feature = 0; feature < table.count; feature++)
    if ((renumbered[feature] as number) >= 0)
      rarity[renumbered[feature] as number] = rarityOf(counted, frequencies[feature] as number);
  const unknownRarity = Math.fround(rarityOf(counted, 0));
  return { renumbered, vocabulary: { ...table.kept(renumbered, count), rarity, unknownRarity } };
}

/** The same texts with the features that are left, in the memory they had; new numbers ascend as the old ones did. */
function compacted(raw: RawTexts, renumbered: Int32Array, { rarity }: LargeVocabulary): TextTable {
  const texts = raw.stems.length;
  const { features } = raw;
  const starts = new Int32Array(texts + 1);
  const [stems, words, strangers] = [new Int32Array(texts), new Int32Array(texts), new Int32Array(texts)];
  const [wordScales, characterScales] = [new Float32Array(texts), new Float32Array(texts)];
  let next = 0;
  const move = (from: number, to: number): number => {
    for (let at = from; at < to; at++) {
      const number = renumbered[features[at] as number] as number;
      if (number >= 0) features[next++] = number;
    }
    return next;
  };
  for (let t = 0; t < texts; t++) {
    const start = next;
    stems[t] = move(raw.starts[t] as number, raw.stems[t] as number);
    strangers[t] = (raw.stems[t] as number) - (raw.starts[t] as number) - (next - start);
    words[t] = move(raw.stems[t] as number, raw.words[t] as number);
    starts[t + 1] = move(raw.words[t] as number, raw.starts[t + 1] as number);
    wordScales[t] = scaleOf(features, start, words[t] as number, rarity);
    characterScales[t] = scaleOf(features, words[t] as number, next, rarity);
  }
  return { features: features.slice(0, next), starts, stems, words, wordScales, characterScales, strangers };
}

/** Sorts a part of an array and closes up what stands there twice; returns how many are left. */
function distinct(numbers: Int32Array, from: number, to: number): number {
  numbers.subarray(from, to).sort();
  let kept = from;
  for (let at = from; at < to; at++)
    if (at === from || numbers[at] !== numbers[at - 1]) numbers[kept++] = numbers[at] as number;
  return kept - from;
}

function lengthened(array: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(Math.max(least, array.length * 2));
  longer.set(array);
  return longer;
}
