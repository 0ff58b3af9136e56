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

/**
 * `weights[feature * answers + answer]`, the multipliers `[text * answers + answer]` they were made from, and which answers came close to a text:
 * `closeCounts[text]` of them from `close[text * answers]` on.
 */
export interface Solution {
  readonly weights: Float32Array;
  readonly multipliers: Float32Array;
  readonly close: Int32Array;
  readonly closeCounts: Int32Array;
}

/** The score of a text of which nothing is known: a fixed bias, so that an answer must be argued for, and almost all multipliers are zero. */
export const bias = -1;

/**
 * One-vs-rest linear support vector machines with squared hinge loss, by dual coordinate descent (Hsieh et al., ICML 2008, algorithm 1), all answers
 * of one text at a time. `rows` are the texts to learn from; `from` continues from a solution of more texts, and looks only at what was close in it.
 * Bit-identical for identical arguments: one thread, seeded order, Float32 storage, sums in a fixed order.
 */
export function solve(problem: Problem, rows: Int32Array, passes: number, from?: Solution): Solution {
  const { answers, vectors } = problem;
  const work = workOn(problem, from ? onlyOf(problem, rows, from) : nothing(problem));
  const random = seeded(seed);
  const order = Int32Array.from(rows);
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    const whole = !from && pass % wholeEvery === 0;
    for (const row of order) {
      const vector = vectors[row] as Vector;
      const from = whole ? 0 : row * answers;
      const to = from + (whole ? answers : (work.closeCounts[row] as number));
      const considered = whole ? work.every : work.close;
      if (whole) scoresInto(work.scores, vector, work.weights, answers);
      else closeScoresInto(work, vector, answers, { from, to });
      const count = step(problem, work, row, { considered, from, to });
      if (count > 0) spread(vector, work, answers, count);
      if (whole) keepClose(problem, work, row);
    }
  }
  return work;
}

/** Writes the score of every answer for one text: bias + weights · vector. Four features at a time, which cuts the traffic. */
export function scoresInto(
  scores: Float64Array,
  { features, values }: Vector,
  weights: Float32Array,
  answers: number,
): void {
  scores.fill(bias);
  let at = 0;
  for (; at + 3 < features.length; at += 4) {
    const a = values[at] as number;
    const b = values[at + 1] as number;
    const c = values[at + 2] as number;
    const d = values[at + 3] as number;
    const ofA = (features[at] as number) * answers;
    const ofB = (features[at + 1] as number) * answers;
    const ofC = (features[at + 2] as number) * answers;
    const ofD = (features[at + 3] as number) * answers;
    for (let answer = 0; answer < answers; answer++) {
      const ab = a * (weights[ofA + answer] as number) + b * (weights[ofB + answer] as number);
      const cd = c * (weights[ofC + answer] as number) + d * (weights[ofD + answer] as number);
      scores[answer] = (scores[answer] as number) + (ab + cd);
    }
  }
  for (; at < features.length; at++) {
    const value = values[at] as number;
    const start = (features[at] as number) * answers;
    for (let answer = 0; answer < answers; answer++)
      scores[answer] = (scores[answer] as number) + value * (weights[start + answer] as number);
  }
}

/** The answers that are looked at for one text: those of the list from one place up to another. */
interface Considered {
  readonly considered: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** What one solving needs at hand. */
interface Work extends Solution {
  readonly every: Int32Array;
  readonly squares: Float64Array;
  readonly scores: Float64Array;
  readonly changes: Float64Array;
  readonly changed: Int32Array;
}

function workOn({ answers, vectors }: Problem, solution: Solution): Work {
  return {
    ...solution,
    every: Int32Array.from({ length: answers }, (_, answer) => answer),
    squares: Float64Array.from(vectors, squareOf),
    scores: new Float64Array(answers),
    changes: new Float64Array(answers),
    changed: new Int32Array(answers),
  };
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

/** All answers are looked at in every third pass; between, only those that are close: that could violate their target soon. */
const wholeEvery = 3;

const near = lowerTarget - 0.2;

function keepClose({ answers }: Problem, { close, closeCounts, multipliers, scores }: Work, row: number): void {
  const start = row * answers;
  let next = start;
  for (let answer = 0; answer < answers; answer++)
    if ((scores[answer] as number) > near || multipliers[start + answer] !== 0) close[next++] = answer;
  closeCounts[row] = next - start;
}

/** As `scoresInto` for the close answers of one text, but one feature after the other: four at a time, each added by itself. */
function closeScoresInto(
  { scores, weights, close }: Work,
  { features, values }: Vector,
  answers: number,
  { from, to }: Pick<Considered, 'from' | 'to'>,
): void {
  for (let place = from; place < to; place++) scores[close[place] as number] = bias;
  let at = 0;
  for (; at + 3 < features.length; at += 4) {
    const a = values[at] as number;
    const b = values[at + 1] as number;
    const c = values[at + 2] as number;
    const d = values[at + 3] as number;
    const ofA = (features[at] as number) * answers;
    const ofB = (features[at + 1] as number) * answers;
    const ofC = (features[at + 2] as number) * answers;
    const ofD = (features[at + 3] as number) * answers;
    for (let place = from; place < to; place++) {
      const answer = close[place] as number;
      let score = (scores[answer] as number) + a * (weights[ofA + answer] as number);
      score += b * (weights[ofB + answer] as number);
      score += c * (weights[ofC + answer] as number);
      scores[answer] = score + d * (weights[ofD + answer] as number);
    }
  }
  for (; at < features.length; at++) {
    const value = values[at] as number;
    const start = (features[at] as number) * answers;
    for (let place = from; place < to; place++) {
      const answer = close[place] as number;
      scores[answer] = (scores[answer] as number) + value * (weights[start + answer] as number);
    }
  }
}

/** One coordinate step for each considered answer on one text; returns how many multipliers changed. A negative phrasing speaks of one answer only. */
function step(problem: Problem, work: Work, row: number, { considered, from, to }: Considered): number {
  const { answers, answerOf, negative, ownCost, otherCost } = problem;
  const { scores, multipliers, changes, changed, squares } = work;
  const own = answerOf[row] as number;
  const isNegative = negative[row] === 1;
  const square = squares[row] as number;
  const start = row * answers;
  let count = 0;
  for (let at = from; at < to; at++) {
    const answer = considered[at] as number;
    const old = multipliers[start + answer] as number;
    const score = scores[answer] as number;
    const up = answer === own && !isNegative;
    if (old === 0 && (up ? score >= upperTarget : score <= lowerTarget)) continue;
    if (isNegative && answer !== own) continue;
    const softness = 1 / (2 * penalty * ((up ? ownCost[row] : otherCost[row]) as number));
    const gradient = (up ? score - upperTarget : lowerTarget - score) + softness * old;
    const next = Math.fround(Math.max(0, old - gradient / (square + softness)));
    if (next === old) continue;
    multipliers[start + answer] = next;
    changes[count] = up ? next - old : old - next;
    changed[count++] = answer;
  }
  return count;
}

function squareOf({ values }: Vector): number {
  let square = 0;
  for (let at = 0; at < values.length; at++) square += (values[at] as number) * (values[at] as number);
  return square;
}

/** Adds the changes of one text to the weights; most texts change few answers. */
function spread(
  { features, values }: Vector,
  { weights, changes, changed }: Pick<Work, 'weights' | 'changes' | 'changed'>,
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

function nothing({ answers, features, vectors }: Problem): Solution {
  return {
    weights: new Float32Array(features * answers),
    multipliers: new Float32Array(vectors.length * answers),
    close: new Int32Array(vectors.length * answers),
    closeCounts: new Int32Array(vectors.length),
  };
}

/** The part of a solution that comes from these rows: the weights less what the others have added, since these are most. */
function onlyOf({ answers, answerOf, negative, vectors }: Problem, rows: Int32Array, from: Solution): Solution {
  const solution = { ...from, weights: from.weights.slice(), multipliers: from.multipliers.slice() };
  const kept = new Uint8Array(vectors.length);
  for (const row of rows) kept[row] = 1;
  const changes = new Float64Array(answers);
  const changed = new Int32Array(answers);
  for (let row = 0; row < vectors.length; row++) {
    if (kept[row] === 1) continue;
    const own = negative[row] === 1 ? -1 : (answerOf[row] as number);
    let count = 0;
    for (let answer = 0; answer < answers; answer++) {
      const multiplier = from.multipliers[row * answers + answer] as number;
      if (multiplier === 0) continue;
      changes[count] = answer === own ? -multiplier : multiplier;
      changed[count++] = answer;
    }
    solution.multipliers.fill(0, row * answers, (row + 1) * answers);
    if (count > 0) spread(vectors[row] as Vector, { weights: solution.weights, changes, changed }, answers, count);
  }
  return solution;
}
