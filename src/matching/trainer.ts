import { seeded, shuffle } from './random.js';
import type { Vector } from './vocabulary.js';

/** What is to be learned: texts as vectors, the answer of each, and whether it is a text that does *not* ask for the answer. */
export interface Problem {
  readonly vectors: readonly Vector[];
  readonly features: number;
  readonly answers: number;
  readonly answerOf: Int32Array;
  readonly negative: Uint8Array;
  /** What it costs when the text's own answer scores too low, and when another scores too high (1 is usual). */
  readonly ownCost: Float32Array;
  readonly otherCost: Float32Array;
}

/** `weights[feature * answers + answer]`, and the multipliers `[text * answers + answer]` they were made from. */
export interface Solution {
  readonly weights: Float32Array;
  readonly multipliers: Float32Array;
}

/** The score of a text of which nothing is known: a fixed bias, so that an answer must be argued for, and almost all multipliers are zero. */
export const bias = -1;

/**
 * One-vs-rest linear support vector machines with squared hinge loss, by dual coordinate descent (Hsieh et al., ICML 2008, algorithm 1), all answers
 * of one text at a time. `rows` are the texts to learn from; `from` continues from earlier multipliers. Bit-identical for identical arguments:
 * one thread, seeded order, Float32 storage, sums in a fixed order.
 */
export function solve(problem: Problem, rows: Int32Array, passes: number, from?: Float32Array): Solution {
  const { answers, features, vectors } = problem;
  const every = Int32Array.from({ length: answers }, (_, answer) => answer);
  const solution = {
    weights: new Float32Array(features * answers),
    multipliers: new Float32Array(vectors.length * answers),
  };
  const work = {
    ...solution,
    scores: new Float64Array(answers),
    changes: new Float64Array(answers),
    changed: new Int32Array(answers),
  };
  if (from) for (const row of rows) resume(problem, work, row, from);
  const close = new Map<number, Int32Array>();
  const random = seeded(seed);
  const order = Int32Array.from(rows);
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    const whole = pass % wholeEvery === 0;
    for (const row of order) {
      const vector = vectors[row] as Vector;
      const considered = whole ? consideredOf(problem, row, every) : (close.get(row) as Int32Array);
      if (considered === every) scoresInto(work.scores, vector, work.weights, answers);
      else someScoresInto(work.scores, vector, work.weights, answers, considered);
      const count = step(problem, work, row, considered);
      if (count > 0) spread(vector, work, answers, count);
      if (whole)
        close.set(
          row,
          considered.filter(
            (answer) => work.multipliers[row * answers + answer] !== 0 || nearTarget(work.scores[answer] as number),
          ),
        );
    }
  }
  return solution;
}

/** Writes the score of every answer for one text: bias + weights · vector. Two features at a time, which halves the traffic. */
export function scoresInto(
  scores: Float64Array,
  { features, values }: Vector,
  weights: Float32Array,
  answers: number,
): void {
  scores.fill(bias);
  let at = 0;
  for (; at + 1 < features.length; at += 2) {
    const value = values[at] as number;
    const start = (features[at] as number) * answers;
    const nextValue = values[at + 1] as number;
    const nextStart = (features[at + 1] as number) * answers;
    for (let answer = 0; answer < answers; answer++) {
      const both = value * (weights[start + answer] as number) + nextValue * (weights[nextStart + answer] as number);
      scores[answer] = (scores[answer] as number) + both;
    }
  }
  if (at === features.length) return;
  const start = (features[at] as number) * answers;
  for (let answer = 0; answer < answers; answer++) {
    scores[answer] = (scores[answer] as number) + (values[at] as number) * (weights[start + answer] as number);
  }
}

interface Work extends Solution {
  readonly scores: Float64Array;
  readonly changes: Float64Array;
  readonly changed: Int32Array;
}

const seed = 20_240_229;

/** Found on the development splits, flat between 0.5 and 4. */
const penalty = 2;

/**
 * How far the answer of a text must come up, and how far all others must stay down: a phrasing may resemble those of other answers, which with few
 * phrasings is worth more than pushing them apart.
 */
const upperTarget = 1;
const lowerTarget = -0.4;

/** All answers are looked at in every third pass; between, only those that could violate their target soon. */
const wholeEvery = 3;

function nearTarget(score: number): boolean {
  return score > lowerTarget - 0.2;
}

/** A negative phrasing speaks of one answer only. */
function consideredOf({ answerOf, negative }: Problem, row: number, every: Int32Array): Int32Array {
  return negative[row] === 1 ? Int32Array.of(answerOf[row] as number) : every;
}

function someScoresInto(
  scores: Float64Array,
  { features, values }: Vector,
  weights: Float32Array,
  answers: number,
  considered: Int32Array,
): void {
  for (const answer of considered) {
    let score = bias;
    for (let at = 0; at < features.length; at++)
      score += (values[at] as number) * (weights[(features[at] as number) * answers + answer] as number);
    scores[answer] = score;
  }
}

/** One coordinate step for each considered answer on one text; returns how many multipliers changed. */
function step(
  problem: Problem,
  { scores, multipliers, changes, changed }: Work,
  row: number,
  considered: Int32Array,
): number {
  const { answers, answerOf, negative, ownCost, otherCost, vectors } = problem;
  const own = negative[row] === 1 ? -1 : (answerOf[row] as number);
  const square = squareOf(vectors[row] as Vector);
  let count = 0;
  for (const answer of considered) {
    const old = multipliers[row * answers + answer] as number;
    const up = answer === own;
    const score = scores[answer] as number;
    const softness = 1 / (2 * penalty * ((up ? ownCost[row] : otherCost[row]) as number));
    const gradient = (up ? score - upperTarget : lowerTarget - score) + softness * old;
    if (old === 0 && gradient >= 0) continue;
    const next = Math.fround(Math.max(0, old - gradient / (square + softness)));
    if (next === old) continue;
    multipliers[row * answers + answer] = next;
    changes[count] = up ? next - old : old - next;
    changed[count++] = answer;
  }
  return count;
}

function squareOf({ values }: Vector): number {
  let square = 0;
  for (const value of values) square += value * value;
  return square;
}

/** Adds the changes of one text to the weights; most texts change few answers. */
function spread(
  { features, values }: Vector,
  { weights, changes, changed }: Work,
  answers: number,
  count: number,
): void {
  for (let at = 0; at < features.length; at++) {
    const value = values[at] as number;
    const start = (features[at] as number) * answers;
    for (let index = 0; index < count; index++) {
      const place = start + (changed[index] as number);
      weights[place] = (weights[place] as number) + value * (changes[index] as number);
    }
  }
}

/** Takes over the multipliers of one text and adds the weights that belong to them. */
function resume({ answers, answerOf, negative, vectors }: Problem, work: Work, row: number, from: Float32Array): void {
  let count = 0;
  for (let answer = 0; answer < answers; answer++) {
    const multiplier = from[row * answers + answer] as number;
    if (multiplier === 0) continue;
    work.multipliers[row * answers + answer] = multiplier;
    work.changes[count] = answer === answerOf[row] && negative[row] === 0 ? multiplier : -multiplier;
    work.changed[count++] = answer;
  }
  if (count > 0) spread(vectors[row] as Vector, work, answers, count);
}
