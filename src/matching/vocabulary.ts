import { type Features, featuresOf } from './features.js';
import type { Stem } from './stems.js';

/** A text as numbers: ascending feature numbers and their weights; each of the two blocks has length 1 (or 0). */
export interface Vector {
  readonly features: Int32Array;
  readonly values: Float32Array;
}

/** The features that the phrasings of one model have, numbered, with their inverse document frequency (to the power 0.5). */
export interface Vocabulary {
  readonly words: ReadonlyMap<string, number>;
  readonly characters: ReadonlyMap<string, number>;
  readonly weights: Float32Array;
  readonly documents: number;
}

/** Numbers the features of all texts, words before characters, each in the order of code units; rare ones may be left out. */
export function vocabularyOf(texts: readonly Features[]): Vocabulary {
  const atLeast = texts.length > manyTexts ? 2 : 1;
  const words = frequencies(texts.map((one) => one.words), atLeast);
  const characters = frequencies(texts.map((one) => one.characters), atLeast);
  const all = [...words, ...characters];
  return {
    words: new Map(words.map(([feature], at) => [feature, at])),
    characters: new Map(characters.map(([feature], at) => [feature, words.length + at])),
    weights: Float32Array.from(all, ([, frequency]) => Math.sqrt(1 + Math.log((1 + texts.length) / (1 + frequency)))),
    documents: texts.length,
  };
}

export function vectorOf(features: Features, vocabulary: Vocabulary): Vector {
  const words = block(features.words, vocabulary.words, vocabulary.weights);
  const characters = block(features.characters, vocabulary.characters, vocabulary.weights);
  return join(words, characters);
}

export function vectoriser(vocabulary: Vocabulary, stem: Stem): (text: string) => Vector {
  return (text) => vectorOf(featuresOf(text, stem), vocabulary);
}

const manyTexts = 5_000;

function frequencies(blocks: readonly ReadonlyMap<string, number>[], atLeast: number): [string, number][] {
  const counts = new Map<string, number>();
  for (const one of blocks) for (const feature of one.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return [...counts].filter(([, frequency]) => frequency >= atLeast).sort(([a], [b]) => (a < b ? -1 : 1));
}

function block(counts: ReadonlyMap<string, number>, numbers: ReadonlyMap<string, number>, weights: Float32Array): Vector {
  const found: number[] = [];
  const count = new Map<number, number>();
  for (const [feature, times] of counts) {
    const number = numbers.get(feature);
    if (number === undefined) continue;
    found.push(number);
    count.set(number, times);
  }
  const features = Int32Array.from(found).sort();
  const values = new Float64Array(features.length);
  let square = 0;
  for (let at = 0; at < features.length; at++) {
    const number = features[at] as number;
    const value = (1 + Math.log(count.get(number) as number)) * (weights[number] as number);
    values[at] = value;
    square += value * value;
  }
  const length = Math.sqrt(square);
  return { features, values: Float32Array.from(values, (value) => value / length) };
}

function join(a: Vector, b: Vector): Vector {
  const features = new Int32Array(a.features.length + b.features.length);
  const values = new Float32Array(features.length);
  features.set(a.features);
  features.set(b.features, a.features.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { features, values };
}
