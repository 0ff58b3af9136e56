import { AppError } from '../platform/errors.js';
import type { Calibration } from './calibration.js';
import type { Embedding } from './embeddings/dense-block.js';
import { type LargeHeader, largeModelOf, largeParts } from './large/large-artefact.js';
import type { LargeModel } from './large/large-model.js';
import type { NearestIndex } from './nearest.js';
import type { Vocabulary } from './vocabulary.js';
import type { Weights } from './weights.js';

export { modelId } from './model-id.js';
export { inputHash, matcherVersion, type Phrasing, type TrainingInput } from './phrasings.js';

/** All that resolving a question needs; a pure function of the training input and `matcherVersion`. Which design depends on the number of answers. */
export type Model = DenseModel | LargeModel;

/** The model of few answers: every answer has a weight for every feature, and is scored. */
export interface DenseModel {
  readonly design: 'dense';
  readonly matcherVersion: string;
  /** What the third block of features is made by; null = there are only the two of words and characters. */
  readonly embedding: Embedding | null;
  readonly locale: string;
  /** In the order of code units; the other parts number the answers by their place here. */
  readonly answerKeys: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly weights: Weights;
  readonly nearest: NearestIndex;
  readonly calibration: Calibration;
}

/**
 * The model as bytes: the header's length (4 bytes), the header as JSON, padding to a multiple of 4, and the arrays one after the other.
 * Little-endian, as every machine is that the project runs on.
 */
export function encodeModel(model: Model): Uint8Array {
  if (model.design === 'large') {
    const { header, arrays } = largeParts(model);
    return bytesOf({ format: largeFormat, ...header }, arrays);
  }
  const { matcherVersion, embedding, locale, answerKeys, vocabulary, weights, nearest, calibration } = model;
  const arrays = [
    vocabulary.rarity,
    weights.starts,
    weights.answers,
    weights.values,
    nearest.starts,
    nearest.phrasings,
    nearest.values,
    nearest.answerOf,
    vocabulary.meanings.stems,
    vocabulary.meanings.values,
  ];
  const header: Header = {
    format,
    matcherVersion,
    ...(embedding ? { embedding } : {}),
    locale,
    answerKeys,
    words: [...vocabulary.words.keys()],
    characters: [...vocabulary.characters.keys()],
    unknownRarity: vocabulary.unknownRarity,
    dimensions: vocabulary.meanings.dimensions,
    intercept: vocabulary.intercept,
    calibration,
    lengths: arrays.map(({ length }) => length),
  };
  return bytesOf(header, arrays);
}

function bytesOf(header: object, arrays: readonly (Int32Array | Float32Array | Uint8Array)[]): Uint8Array {
  const json = Buffer.from(JSON.stringify(header));
  const start = aligned(4 + json.length);
  const bytes = new Uint8Array(start + arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  let next = start;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), next);
    next += byteLength;
  }
  return bytes;
}

/** Reads what `encodeModel` wrote; other bytes are refused with BAD_INPUT. */
export function decodeModel(artefact: Uint8Array): Model {
  const buffer = ownBuffer(artefact);
  const { header, start } = headerOf(buffer);
  if (header.format === largeFormat) {
    const model = largeModelOf(header, buffer, start);
    if (model === null) throw unreadable();
    return model;
  }
  const total = header.lengths.reduce((sum, length) => sum + length, 0);
  if (header.lengths.length !== 10 || buffer.byteLength !== start + 4 * total) throw unreadable();
  let next = start;
  const take = (at: number) => {
    const place = next;
    next += 4 * (header.lengths[at] as number);
    return place;
  };
  const floats = (at: number) => new Float32Array(buffer, take(at), header.lengths[at]);
  const integers = (at: number) => new Int32Array(buffer, take(at), header.lengths[at]);
  const {
    matcherVersion,
    embedding = null,
    locale,
    answerKeys,
    words,
    characters,
    unknownRarity,
    dimensions,
    intercept,
    calibration,
  } = header;
  const rarity = floats(0);
  const weights = { starts: integers(1), answers: integers(2), values: floats(3) };
  const nearest = { starts: integers(4), phrasings: integers(5), values: floats(6), answerOf: integers(7) };
  const numbered = (features: readonly string[], first: number) =>
    new Map(features.map((feature, at) => [feature, first + at]));
  return {
    design: 'dense',
    matcherVersion,
    embedding,
    locale,
    answerKeys,
    vocabulary: {
      words: numbered(words, 0),
      characters: numbered(characters, words.length),
      unknownRarity,
      rarity,
      meanings: { dimensions, stems: integers(8), values: floats(9) },
      intercept,
    },
    weights,
    nearest,
    calibration,
  };
}

/** The memory of the artefact if nothing else lies in it; else a copy, for the slice of a Buffer is a view of the pool that small ones lie in. */
function ownBuffer(artefact: Uint8Array): ArrayBuffer {
  const { buffer, byteLength } = artefact;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? buffer : new Uint8Array(artefact).buffer;
}

interface Header extends Pick<DenseModel, 'matcherVersion' | 'locale' | 'answerKeys' | 'calibration'> {
  readonly format: typeof format;
  readonly embedding?: Embedding;
  readonly words: readonly string[];
  readonly characters: readonly string[];
  readonly unknownRarity: number;
  /** Of the vectors of meaning; 0 without a log. */
  readonly dimensions: number;
  readonly intercept: number;
  readonly lengths: readonly number[];
}

const format = 4;
const largeFormat = 2;

type AnyHeader = Header | (LargeHeader & { readonly format: typeof largeFormat });

function headerOf(buffer: ArrayBuffer): { readonly header: AnyHeader; readonly start: number } {
  try {
    const length = new DataView(buffer).getUint32(0, true);
    const header = JSON.parse(Buffer.from(buffer, 4, length).toString()) as AnyHeader;
    if (header.format === format || header.format === largeFormat) return { header, start: aligned(4 + length) };
  } catch {
    // Falls through to the one refusal below: truncated bytes and broken JSON are the same to the caller.
  }
  throw unreadable();
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}

function unreadable(): AppError {
  return new AppError('BAD_INPUT', 'These bytes are not a model of this format.');
}
