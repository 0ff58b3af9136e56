import type { Features } from './features.js';
import { countFeatures } from './feature-counts.js';
import { findFeatures } from './find-features.js';
import { meaningOf, noWordVectors, type WordVectors } from './word-vectors.js';

/**
 * A text as numbers: ascending feature numbers and their weights; the block of words has length `wordShare`, that of characters 1 (or 0), and with a log
 * a third one, that of meanings, 1 as well.
 */
export interface Vector {
  readonly features: Int32Array;
  readonly values: Float32Array;
}

/** The features that the phrasings of one model have, numbered, and how rare each is among them. */
export interface Vocabulary {
  readonly words: ReadonlyMap<string, number>;
  readonly characters: ReadonlyMap<string, number>;
  readonly rarity: Float32Array;
  /** The rarity of a feature that no phrasing has. */
  readonly unknownRarity: number;
  /** Their dimensions are numbered after the features. */
  readonly meanings: WordVectors;
  /** The value, the same in every text, of the last feature, by which an answer learns how high it scores whatever is asked; 0 = there is none. */
  readonly intercept: number;
}

/** How many numbers a vector may have. */
export function featuresIn(vocabulary: Vocabulary): number {
  return interceptOf(vocabulary) + 1;
}

/** The number of the feature that every text has. */
export function interceptOf({ rarity, meanings }: Vocabulary): number {
  return rarity.length + meanings.dimensions;
}

/** Numbers the features of all texts, words before characters, each in the order of code units; of many texts only features that two of them have. */
export function vocabularyOf(texts: readonly Features[]): Vocabulary {
  const atLeast = texts.length > manyTexts ? 2 : 1;
  const { words, characters } = countFeatures(texts, atLeast);
  return {
    words: new Map(words.map(([feature], at) => [feature, at])),
    characters: new Map(characters.map(([feature], at) => [feature, words.length + at])),
    rarity: Float32Array.from([...words, ...characters], ([, frequency]) => rarityOf(texts.length, frequency)),
    unknownRarity: Math.fround(rarityOf(texts.length, 0)),
    meanings: noWordVectors,
    intercept: 0,
  };
}

/** The vector of a text; features outside the vocabulary have no part in it. */
export function vectorOf(features: Features, vocabulary: Vocabulary): Vector {
  const { intercept, meanings, rarity } = vocabulary;
  const found = findFeatures(features, vocabulary) ?? {
    words: lookedUp(features.words, vocabulary.words),
    characters: lookedUp(features.characters, vocabulary.characters),
  };
  const most = found.words.length + found.characters.length + meanings.dimensions + 1;
  const room = roomFor(most);
  block(found.words, rarity, wordShare, room);
  block(found.characters, rarity, 1, room);
  if (meanings.dimensions > 0) meaning(features, vocabulary, room);
  if (intercept !== 0) push(room, interceptOf(vocabulary), intercept);
  return {
    features: room.features.slice(0, room.size),
    values: new Float32Array(room.values.subarray(0, room.size)),
  };
}

/** A vector that is being written. */
interface Room {
  readonly features: Int32Array;
  readonly values: Float64Array;
  size: number;
}

/** One for all texts, which are read one after the other. */
let kept: Room = { features: new Int32Array(0), values: new Float64Array(0), size: 0 };

function roomFor(most: number): Room {
  if (kept.features.length < most)
    kept = { features: new Int32Array(2 * most), values: new Float64Array(2 * most), size: 0 };
  kept.size = 0;
  return kept;
}

function push(room: Room, feature: number, value: number): void {
  room.features[room.size] = feature;
  room.values[room.size++] = value;
}

/** What the text's stems mean together; nothing where no meaning is known. */
function meaning({ stems }: Features, { words, rarity, meanings }: Vocabulary, room: Room): void {
  const values = meaningOf(
    stems.flatMap((stem) => words.get(stem) ?? []),
    meanings,
  );
  values.forEach((value, at) => push(room, rarity.length + at, value));
}

/** The vector as it would be if only the features marked 1 were known; what comes after the vocabulary (meanings, the intercept, an embedding) stays as it is. */
export function restricted({ features, values }: Vector, present: Uint8Array, vocabulary: Vocabulary): Vector {
  const { words, rarity } = vocabulary;
  const places: number[] = [];
  let squareOfWords = 0;
  let squareOfCharacters = 0;
  for (let at = 0; at < features.length; at++) {
    const feature = features[at] as number;
    const value = values[at] as number;
    if (feature >= rarity.length) {
      places.push(at);
      continue;
    }
    if (present[feature] !== 1) continue;
    places.push(at);
    if (feature < words.size) squareOfWords += value * value;
    else if (feature < rarity.length) squareOfCharacters += value * value;
  }
  const ofWords = wordShare / Math.sqrt(squareOfWords || 1);
  const ofCharacters = 1 / Math.sqrt(squareOfCharacters || 1);
  const kept = { features: new Int32Array(places.length), values: new Float32Array(places.length) };
  places.forEach((place, at) => {
    const feature = features[place] as number;
    kept.features[at] = feature;
    const scale = feature < words.size ? ofWords : feature < rarity.length ? ofCharacters : 1;
    kept.values[at] = (values[place] as number) * scale;
  });
  return kept;
}

/** Above this many phrasings a feature that only one of them has is noise, and costs memory. */
const manyTexts = 5_000;

/** Words against characters: on the development splits 0.7 to 1 are alike. */
const wordShare = 1;

/** Found on the development splits; flat from 0.5 to 0.7. */
const dampening = 0.62;

/** The smoothed inverse document frequency 1 + ln((1 + n) / (1 + df)), dampened by a power. */
export function rarityOf(texts: number, frequency: number): number {
  return Math.exp(dampening * Math.log(1 + Math.log((1 + texts) / (1 + frequency))));
}

/** The numbers of features, ascending, each as often as it occurs; those without a number are left out. */
function lookedUp(counts: ReadonlyMap<string, number>, numbers: ReadonlyMap<string, number>): Int32Array {
  const found: number[] = [];
  for (const [feature, count] of counts) {
    const number = numbers.get(feature);
    if (number !== undefined) for (let time = 0; time < count; time++) found.push(number);
  }
  return new Int32Array(found).sort();
}

/** Weights are (1 + ln tf) × rarity, scaled so that the block has the length asked for; sums run in the order of feature numbers. */
function block(found: Int32Array, rarity: Float32Array, length: number, room: Room): void {
  const start = room.size;
  let square = 0;
  for (let at = 0; at < found.length; ) {
    const number = found[at] as number;
    let count = 1;
    while (found[++at] === number) count++;
    const weight = (count === 1 ? 1 : 1 + Math.log(count)) * (rarity[number] as number);
    push(room, number, weight);
    square += weight * weight;
  }
  const scale = square > 0 ? length / Math.sqrt(square) : 0;
  for (let at = start; at < room.size; at++) room.values[at] = (room.values[at] as number) * scale;
}
