import { phrasingKey } from '../../platform/normalise.js';
import type { Vector } from '../vocabulary.js';

/** What vectors are of: the name and version of whatever made them, and how long each is. */
export interface Embedding {
  readonly version: string;
  readonly dimensions: number;
}

/** The vectors of texts, as they are kept; the key is `embeddedText`. */
export interface TextVectors extends Embedding {
  readonly of: ReadonlyMap<string, Int8Array>;
}

/** What of a text is embedded: case, punctuation and spacing do not matter, so that what counts as the same words has the same vector. */
export function embeddedText(text: string): string {
  return phrasingKey(text).slice(0, longestText).toWellFormed();
}

/**
 * A vector as 8-bit integers, the largest component at 127; null for one that is zero or not of finite numbers. Endpoints give the same text other
 * last digits from one call to the next: of those nothing is left, but for a component that lies on the edge between two steps.
 */
export function quantised(vector: readonly number[]): Int8Array | null {
  const largest = vector.reduce((most, component) => Math.max(most, Math.abs(component)), 0);
  if (!(largest > 0 && largest < Infinity)) return null;
  return Int8Array.from(vector, (component) => Math.round((component / largest) * steps));
}

/** Appends the third block to a text's vector: the embedding at the length `denseShare`, its features numbered from `first`. */
export function withDenseBlock(lexical: Vector, embedding: Int8Array | undefined, first: number): Vector {
  if (embedding === undefined) return lexical;
  const present = Int32Array.from(embedding.keys()).filter((at) => embedding[at] !== 0);
  let square = 0;
  for (const component of embedding) square += component * component;
  const scale = square > 0 ? denseShare / Math.sqrt(square) : 0;
  const joined = {
    features: new Int32Array(lexical.features.length + present.length),
    values: new Float32Array(lexical.features.length + present.length),
  };
  joined.features.set(lexical.features);
  joined.values.set(lexical.values);
  present.forEach((at, place) => {
    joined.features[lexical.features.length + place] = first + at;
    joined.values[lexical.features.length + place] = (embedding[at] as number) * scale;
  });
  return joined;
}

const steps = 127;

/** Embeddings against words and characters: each block has length 1. Not tuned, for no real embedding model was at hand. */
const denseShare = 1;

/** An endpoint reads some hundred words at most. */
const longestText = 1_000;
