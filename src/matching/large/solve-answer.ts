import { seeded, shuffle } from '../random.js';
import { bias } from '../trainer.js';
import type { Bank } from './bank.js';

/** The weights of one answer: ascending features, each weight times the feature's rarity, so that a score is bias + Σ weight × the text's scale. */
export interface AnswerWeights {
  readonly features: Int32Array;
  readonly values: Float32Array;
}

/** The texts that one answer learns from: its own first. */
export interface Lesson {
  readonly answer: number;
  readonly rows: Int32Array;
  readonly own: number;
}

/** Room for the weights of one answer at a time; all zero between answers. */
export interface SolverRoom {
  readonly weights: Float32Array;
  readonly squares: Float32Array;
}

export function roomForWeights({ vocabulary: { rarity } }: Bank): SolverRoom {
  return { weights: new Float32Array(rarity.length), squares: rarity.map((value) => value * value) };
}

/**
 * The linear support vector machine of one answer against the texts that could be taken for its own: the same problem, targets and costs as for few
 * answers (see trainer.ts), by dual coordinate descent over the answer's rows. A pure function of the bank, the answer and its rows.
 */
export function solveAnswer(bank: Bank, room: SolverRoom, { answer, rows, own }: Lesson): AnswerWeights {
  const multipliers = new Float32Array(rows.length);
  const active = new Uint8Array(rows.length);
  const learned = new Uint8Array(rows.length);
  const order = Int32Array.from(rows.keys());
  const random = seeded(seed ^ Math.imul(answer + 1, 0x9e3779b1));
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    const whole = pass % wholeEvery === 0;
    for (const at of order) {
      if (!whole && active[at] === 0) continue;
      const row = rows[at] as number;
      const up = at < own;
      const score = scoreOf(bank, room.weights, row);
      const old = multipliers[at] as number;
      const softness = 1 / (2 * penalty * ((up ? bank.ownCost : bank.otherCost)[row] as number));
      const gradient = (up ? score - upperTarget : lowerTarget - score) + softness * old;
      const next =
        old === 0 && gradient >= 0 ? 0 : Math.fround(Math.max(0, old - gradient / (squareOf(bank, row) + softness)));
      active[at] = next !== 0 || (up ? score < upperTarget + 0.2 : score > lowerTarget - 0.2) ? 1 : 0;
      if (next === old) continue;
      multipliers[at] = next;
      learned[at] = 1;
      learn(bank, room, row, up ? next - old : old - next);
    }
  }
  return taken(
    bank,
    room,
    rows.filter((_, at) => learned[at] === 1),
    fewestWeights + own * weightsPerPhrasing,
  );
}

const seed = 20_261_128;
const passes = 6;
const wholeEvery = 3;
const penalty = 2;
const upperTarget = 1;
const lowerTarget = -0.4;

/** A weight below this moves no decision. */
const negligible = 0.01;

/** An answer keeps its heaviest weights, so many and so many more for each phrasing: few answers with many phrasings keep all of them. */
const fewestWeights = 128;
const weightsPerPhrasing = 64;

function scoreOf(
  { texts: { features, starts, words, wordScales, characterScales } }: Bank,
  weights: Float32Array,
  row: number,
): number {
  const middle = words[row] as number;
  const end = starts[row + 1] as number;
  let ofWords = 0;
  let ofCharacters = 0;
  for (let at = starts[row] as number; at < middle; at++) ofWords += weights[features[at] as number] as number;
  for (let at = middle; at < end; at++) ofCharacters += weights[features[at] as number] as number;
  return bias + ofWords * (wordScales[row] as number) + ofCharacters * (characterScales[row] as number);
}

/** Each block that is not empty has length 1. */
function squareOf({ texts: { wordScales, characterScales } }: Bank, row: number): number {
  return (wordScales[row] === 0 ? 0 : 1) + (characterScales[row] === 0 ? 0 : 1);
}

function learn(
  { texts: { features, starts, words, wordScales, characterScales } }: Bank,
  { weights, squares }: SolverRoom,
  row: number,
  change: number,
): void {
  const middle = words[row] as number;
  const end = starts[row + 1] as number;
  const ofWords = change * (wordScales[row] as number);
  const ofCharacters = change * (characterScales[row] as number);
  for (let at = starts[row] as number; at < middle; at++) {
    const feature = features[at] as number;
    weights[feature] = (weights[feature] as number) + ofWords * (squares[feature] as number);
  }
  for (let at = middle; at < end; at++) {
    const feature = features[at] as number;
    weights[feature] = (weights[feature] as number) + ofCharacters * (squares[feature] as number);
  }
}

/** Takes the weights that matter out of the room, which only `rows` have written to, and leaves it empty. */
function taken(
  { texts: { features, starts }, vocabulary: { rarity } }: Bank,
  { weights }: SolverRoom,
  rows: Int32Array,
  most: number,
): AnswerWeights {
  const found: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
      const feature = features[at] as number;
      const value = weights[feature] as number;
      weights[feature] = 0;
      if (Math.abs(value) < negligible * (rarity[feature] as number)) continue;
      found.push(feature);
      values.push(value);
    }
  }
  const order = Int32Array.from(found.keys());
  if (order.length > most)
    order.sort(
      (a, b) =>
        Math.abs(values[b] as number) - Math.abs(values[a] as number) || (found[a] as number) - (found[b] as number),
    );
  const kept = order.subarray(0, most).sort((a, b) => (found[a] as number) - (found[b] as number));
  return {
    features: Int32Array.from(kept, (at) => found[at] as number),
    values: Float32Array.from(kept, (at) => values[at] as number),
  };
}
