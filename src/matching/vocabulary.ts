import type { Features } from './features.js';

/** A text as numbers: ascending feature numbers and their weights; the block of words has length `wordShare`, that of characters 1 (or 0). */
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
}

/** Numbers the features of all texts, words before characters, each in the order of code units; of many texts only features that two of them have. */
export function vocabularyOf(texts: readonly Features[]): Vocabulary {
  const atLeast = texts.length > manyTexts ? 2 : 1;
  const words = frequencies(
    texts.map((one) => one.words),
    atLeast,
  );
  const characters = frequencies(
    texts.map((one) => one.characters),
    atLeast,
  );
  return {
    words: new Map(words.map(([feature], at) => [feature, at])),
    characters: new Map(characters.map(([feature], at) => [feature, words.length + at])),
    rarity: Float32Array.from([...words, ...characters], ([, frequency]) => rarityOf(texts.length, frequency)),
    unknownRarity: Math.fround(rarityOf(texts.length, 0)),
  };
}

/** The vector of a text; features outside the vocabulary have no part in it. */
export function vectorOf(features: Features, vocabulary: Vocabulary): Vector {
  const words = block(features.words, vocabulary.words, vocabulary.rarity, wordShare);
  const characters = block(features.characters, vocabulary.characters, vocabulary.rarity, 1);
  const joined = {
    features: new Int32Array(words.features.length + characters.features.length),
    values: new Float32Array(words.features.length + characters.features.length),
  };
  for (const [part, at] of [[words, 0] as const, [characters, words.features.length] as const]) {
    joined.features.set(part.features, at);
    joined.values.set(part.values, at);
  }
  return joined;
}

/** The vector as it would be if only the features marked 1 were known; what comes after the vocabulary (an embedding) stays as it is. */
export function restricted({ features, values }: Vector, present: Uint8Array, { words, rarity }: Vocabulary): Vector {
  const places: number[] = [];
  let squareOfWords = 0;
  let squareOfCharacters = 0;
  for (let at = 0; at < features.length; at++) {
    const feature = features[at] as number;
    const value = values[at] as number;
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

function frequencies(blocks: readonly ReadonlyMap<string, number>[], atLeast: number): [string, number][] {
  const counts = new Map<string, number>();
  for (const one of blocks) for (const feature of one.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return [...counts].filter(([, frequency]) => frequency >= atLeast).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Weights are (1 + ln tf) × rarity, scaled so that the block has the length asked for; sums run in the order of feature numbers. */
function block(
  counts: ReadonlyMap<string, number>,
  numbers: ReadonlyMap<string, number>,
  rarity: Float32Array,
  length: number,
): Vector {
  const found: number[] = [];
  const repeated = new Map<number, number>();
  for (const [feature, count] of counts) {
    const number = numbers.get(feature);
    if (number === undefined) continue;
    found.push(number);
    if (count > 1) repeated.set(number, count);
  }
  const features = new Int32Array(found).sort();
  const values = new Float64Array(features.length);
  let square = 0;
  for (let at = 0; at < features.length; at++) {
    const number = features[at] as number;
    const count = repeated.get(number);
    const value = (count === undefined ? 1 : 1 + Math.log(count)) * (rarity[number] as number);
    values[at] = value;
    square += value * value;
  }
  const scale = square > 0 ? length / Math.sqrt(square) : 0;
  for (let at = 0; at < values.length; at++) values[at] = (values[at] as number) * scale;
  return { features, values: new Float32Array(values) };
}
