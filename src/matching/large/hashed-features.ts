import { normalise } from '../../platform/normalise.js';
import type { Stem } from '../stems.js';
import { tokensOf } from '../tokens.js';

/** The features of one text as 64-bit hashes, block by block; filled anew for each text, so that no string is made for a feature. */
export interface HashedFeatures {
  /** Lower and upper half of each hash; only the first `count` are of this text. */
  low: Uint32Array;
  high: Uint32Array;
  /** Where the stems end and the pairs of neighbours begin, where those end and the characters begin, and where all end. */
  stems: number;
  words: number;
  count: number;
}

/** Room for the features of one text at a time. */
export function roomForFeatures(): HashedFeatures {
  return { low: new Uint32Array(1_024), high: new Uint32Array(1_024), stems: 0, words: 0, count: 0 };
}

/**
 * The lean features of a text: stems (1- and 2-grams of unspaced runs), neighbouring stems with marks for start and end, character 3- and 4-grams
 * inside padded words (1- to 3-grams of runs). A feature may stand there twice.
 */
export function hashFeatures(into: HashedFeatures, text: string, stem: Stem): void {
  const { words, runs } = tokensOf(normalise(text.length > longestText ? text.slice(0, longestText) : text));
  const characters = runs.map((run) => [...run]);
  into.count = 0;
  const stems = words.slice(0, mostStems).map(stem);
  for (const one of stems) push(into, one, wordSalt);
  for (const run of characters) pushRuns(into, run, 2, wordSalt);
  into.stems = into.count;
  for (let at = 0; stems.length > 0 && at <= stems.length; at++) pushPair(into, at, stems.length);
  into.words = into.count;
  for (const word of words) pushGrams(into, ` ${word} `);
  for (const run of characters) pushRuns(into, run, 3, characterSalt);
}

/** Bounds on what one message may cost, as for few answers. */
const longestText = 4_000;
const mostStems = 400;

const wordSalt = 0x2545f491;
const pairSalt = 0x51ed270b;
const characterSalt = 0x1b873593;
const edge = 0x6a09e667;
const shortest = 3;
const longest = 4;

function push(into: HashedFeatures, text: string, salt: number): void {
  let low = salt;
  let high = ~salt;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(((high << 5) | (high >>> 27)) ^ unit, 0x9e3779b1 | 0);
  }
  keep(into, low, high);
}

/** The stems before and after place `at`; the hashes of the stems are the first of the text. */
function pushPair(into: HashedFeatures, at: number, stems: number): void {
  const before = at === 0 ? edge : (into.low[at - 1] as number) ^ Math.imul(into.high[at - 1] as number, 3);
  const after = at === stems ? edge : (into.low[at] as number) ^ Math.imul(into.high[at] as number, 5);
  const low = Math.imul(Math.imul(before ^ pairSalt, 0x85ebca6b) ^ after, 0xc2b2ae35);
  const high = Math.imul(Math.imul(after ^ pairSalt, 0x27d4eb2f) ^ before, 0x165667b1);
  keep(into, low, high);
}

/** All grams that begin at a place share its hash as far as they go. */
function pushGrams(into: HashedFeatures, padded: string): void {
  for (let start = 0; start + shortest <= padded.length; start++) {
    let low = characterSalt;
    let high = ~characterSalt;
    const end = Math.min(padded.length, start + longest);
    for (let at = start; at < end; at++) {
      const unit = padded.charCodeAt(at);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(((high << 5) | (high >>> 27)) ^ unit, 0x9e3779b1 | 0);
      if (at - start + 1 >= shortest) keep(into, low, high);
    }
  }
}

function pushRuns(into: HashedFeatures, run: readonly string[], most: number, salt: number): void {
  for (let length = 1; length <= most; length++)
    for (let start = 0; start + length <= run.length; start++)
      push(into, run.slice(start, start + length).join(''), salt);
}

function keep(into: HashedFeatures, low: number, high: number): void {
  if (into.count === into.low.length) {
    into.low = doubled(into.low);
    into.high = doubled(into.high);
  }
  into.low[into.count] = mixed(low);
  into.high[into.count++] = mixed(high);
}

/** The last step of MurmurHash3 (Austin Appleby, public domain): each bit of the input moves every bit of the result. */
function mixed(hash: number): number {
  let bits = hash ^ (hash >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

function doubled(array: Uint32Array): Uint32Array {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
