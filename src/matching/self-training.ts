import { type Neighbours, noNeighbours } from './neighbours.js';
import { spreadLabels } from './spread-labels.js';
import { type Problem, scoresInto, type Solution, solve } from './trainer.js';
import type { Vector } from './vocabulary.js';

/** Which rows of a problem are taught by editors (phrasings, negatives), which are a log's questions that nobody labelled, and which resemble each other. */
export interface Rows {
  readonly taught: Int32Array;
  readonly unlabelled: Int32Array;
  readonly neighbours: Neighbours;
}

/** The rows of a problem without a log. */
export function onlyTaught(taught: Int32Array): Rows {
  return { taught, unlabelled: new Int32Array(0), neighbours: noNeighbours };
}

/**
 * Learns from what is taught, and then again also from the log: what the scores say of each of its questions is spread over those that resemble it,
 * and it counts for the answer that comes out, by how clearly (self-training; Yarowsky, ACL 1995). The second time each half of the log is labelled
 * by what was learned with the other half: a model is always sure of what it has labelled itself. What is unclear, so what nothing answers, teaches
 * nothing. `passes` are those over what is taught; without a log this is `solve`.
 */
export function learn(problem: Problem, rows: Rows, passes: number): Solution {
  const { taught, unlabelled } = rows;
  const first = solve(problem, taught, passes);
  if (unlabelled.length === 0) return first;
  const halves = [0, 1].map((half) => unlabelled.filter((_, at) => at % 2 === half));
  const [even, odd] = halves as [Int32Array, Int32Array];
  const weightsWith = (clear: readonly Int32Array[], { labelled }: Labelled) =>
    solve(labelled, Int32Array.from([...taught, ...clear.flatMap((one) => [...one])]), passesWithLog);
  const once = label(problem, rows, [
    { texts: even, weights: first.weights },
    { texts: odd, weights: first.weights },
  ]);
  const [withEven, withOdd] = once.clear.map((clear) => weightsWith([clear], once).weights) as [
    Float32Array,
    Float32Array,
  ];
  const again = label(problem, rows, [
    { texts: even, weights: withOdd },
    { texts: odd, weights: withEven },
  ]);
  return weightsWith(again.clear, again);
}

const passesWithLog = 3;

/** A question of the log counts if its answer is believed in by so much more than the next, and fully from the second on, though less than a phrasing. */
const leastMargin = 0.05;
const clearMargin = 0.5;
const trust = 0.4;

/** What scores below this shares too little with any phrasing, however far it is ahead of the rest. */
const leastScore = -0.5;

/** How far scores must lie apart for one to be believed e times as much as another. */
const doubt = 0.2;

/** A part of the log, and the weights to label it with. */
interface Part {
  readonly texts: Int32Array;
  readonly weights: Float32Array;
}

/** The problem with the log's questions labelled, and the rows of those, part by part, that are clear enough to teach. */
interface Labelled {
  readonly labelled: Problem;
  readonly clear: readonly Int32Array[];
}

function label(problem: Problem, { taught, neighbours }: Rows, parts: readonly Part[]): Labelled {
  const { answers, negative } = problem;
  const answerOf = problem.answerOf.slice();
  const ownCost = problem.ownCost.slice();
  const otherCost = problem.otherCost.slice();
  const beliefs = new Float32Array(problem.vectors.length * answers);
  const active = new Uint8Array(problem.vectors.length);
  const there = new Uint8Array(answers);
  for (const row of taught) {
    if (negative[row] === 1) continue;
    const answer = answerOf[row] as number;
    there[answer] = 1;
    active[row] = 1;
    beliefs[row * answers + answer] = Math.min(1, otherCost[row] as number);
  }
  const near = parts.map((part) => believe(problem, part, { beliefs, active, there }));
  const spread = spreadLabels(neighbours, beliefs, answers, active);
  const clear = near.map((rows) =>
    rows.filter((row) => {
      const { best, margin } = clearest(spread.subarray(row * answers, (row + 1) * answers));
      if (margin <= leastMargin) return false;
      answerOf[row] = best;
      ownCost[row] = trust * Math.min(1, margin / clearMargin);
      otherCost[row] = ownCost[row] as number;
      return true;
    }),
  );
  return { labelled: { ...problem, answerOf, ownCost, otherCost }, clear };
}

interface Beliefs {
  readonly beliefs: Float32Array;
  readonly active: Uint8Array;
  /** The answers that anything is taught of. */
  readonly there: Uint8Array;
}

/** Believes of each text what its scores say; gives those that score high enough to be about anything that is taught. */
function believe({ answers, vectors }: Problem, { texts, weights }: Part, { beliefs, active, there }: Beliefs) {
  const scores = new Float64Array(answers);
  return texts.filter((row) => {
    scoresInto(scores, vectors[row] as Vector, weights, answers);
    for (let answer = 0; answer < answers; answer++) if (there[answer] === 0) scores[answer] = -Infinity;
    active[row] = 1;
    const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
    if (highest <= leastScore) return false;
    const shares = scores.map((score) => Math.exp((score - highest) / doubt));
    const sum = shares.reduce((all, share) => all + share, 0);
    shares.forEach((share, answer) => (beliefs[row * answers + answer] = share / sum));
    return true;
  });
}

/** The best answer (of equals the first) and how far it is ahead, rounded so that no last bit of a sum decides. */
function clearest(scores: Float32Array): { readonly best: number; readonly margin: number } {
  let best = 0;
  let second = -Infinity;
  for (let answer = 1; answer < scores.length; answer++) {
    const score = scores[answer] as number;
    if (score > (scores[best] as number)) {
      second = scores[best] as number;
      best = answer;
    } else if (score > second) second = score;
  }
  return { best, margin: second === -Infinity ? 0 : Math.round(((scores[best] as number) - second) * 1e6) / 1e6 };
}
