import type { Calibration } from '../calibration.js';
import type { CandidateIndex } from './candidate-index.js';
import type { LargeVocabulary } from './text-table.js';

/** A model of many answers: candidates come from an index, and only they are scored. All arrays, so that loading it is no work. */
export interface LargeModel {
  readonly design: 'large';
  readonly matcherVersion: string;
  readonly locale: string;
  readonly answerKeys: KeyTable;
  readonly vocabulary: LargeVocabulary;
  readonly index: CandidateIndex;
  /** The weights of answer a are at `starts[a]` up to `starts[a + 1]` (see AnswerWeights). */
  readonly weights: { readonly starts: Int32Array; readonly features: Int32Array; readonly values: Float32Array };
  readonly phrasings: PhrasingStems;
  readonly calibration: Calibration;
}

/** The stems of all phrasings: answer a has the phrasings `first[a]` up to `first[a + 1]`, phrasing p the stems `starts[p]` up to `starts[p + 1]`. */
export interface PhrasingStems {
  readonly first: Int32Array;
  readonly starts: Int32Array;
  readonly features: Int32Array;
  /** What makes a phrasing of squared rarities, with its unknown stems, a vector of length 1. */
  readonly scales: Float32Array;
}

/** Strings as UTF-8, one after the other: key n is the bytes `starts[n]` up to `starts[n + 1]`. In the order of code units. */
export interface KeyTable {
  readonly starts: Int32Array;
  readonly bytes: Uint8Array;
}

/** Key n; decoded when it is first asked for, since each question asks for hundreds. */
export function keyAt(table: KeyTable, n: number): string {
  const known = decoded.get(table) ?? [];
  if (known.length === 0) decoded.set(table, known);
  return (known[n] ??= decoder.decode(table.bytes.subarray(table.starts[n], table.starts[n + 1])));
}

/** The table of some keys. */
export function keyTable(keys: readonly string[]): KeyTable {
  const starts = new Int32Array(keys.length + 1);
  keys.forEach((key, at) => (starts[at + 1] = (starts[at] as number) + Buffer.byteLength(key)));
  return { starts, bytes: new Uint8Array(Buffer.from(keys.join(''))) };
}

const decoder = new TextDecoder();
const decoded = new WeakMap<KeyTable, string[]>();
