import { type Problem, scoresInto, type Solution, solve } from './trainer.js';
import type { Vector } from './vocabulary.js';

/** Which rows of a problem are taught by editors (phrasings, negatives), and which are a log's questions that nobody labelled. */
export interface Rows {
  readonly taught: Int32Array;
  readonly unlabelled: Int32Array;
}

/**
 * Learns from what is taught, and then again also from the log: each of its questions counts for the answer that was found for it, by how clearly
 * (self-training; Yarowsky, ACL 1995). The second time each half of the log is labelled by what was learned with the other half: a model is always
 * sure of what it has labelled itself. What is unclear, so what nothing answers, teaches nothing. `passes` are those over what is taught; without a
 * log this is `solve`.
 */
export function learn(problem: Problem, { taught, unlabelled }: Rows, passes: number): Solution {
  const first = solve(problem, taught, passes);
  if (unlabelled.length === 0) return first;
  const halves = [0, 1].map((half) => unlabelled.filter((_, at) => at % 2 === half));
  const [even, odd] = halves.map((half) => label(problem, half, first.weights));
  if (even === undefined || odd === undefined) return first;
  const withEven = solve(even.labelled, Int32Array.from([...taught, ...even.clear]), passesWithLog);
  const withOdd = solve(odd.labelled, Int32Array.from([...taught, ...odd.clear]), passesWithLog);
  const evenAgain = label(problem, halves[0] as Int32Array, withOdd.weights);
  const both = label(evenAgain.labelled, halves[1] as Int32Array, withEven.weights);
  return solve(both.labelled, Int32Array.from([...taught, ...evenAgain.clear, ...both.clear]), passesWithLog);
}

const passesWithLog = 3;

/** A question of the log counts from this margin on, and from the second on fully, though half as much as a phrasing. */
const leastMargin = 0.1;
const clearMargin = 0.5;
const trust = 0.4;

/** What scores below this shares too little with any phrasing, however far it is ahead of the rest. */
const leastScore = -0.5;

/** The problem with the log's questions labelled, and the rows of those that are clear enough to teach. */
function label(problem: Problem, rows: Int32Array, weights: Float32Array) {
  const { answers, vectors } = problem;
  const answerOf = problem.answerOf.slice();
  const ownCost = problem.ownCost.slice();
  const otherCost = problem.otherCost.slice();
  const scores = new Float64Array(answers);
  const clear = rows.filter((row) => {
    scoresInto(scores, vectors[row] as Vector, weights, answers);
    const { best, margin } = clearest(scores);
    if (margin <= leastMargin || (scores[best] as number) <= leastScore) return false;
    answerOf[row] = best;
    ownCost[row] = trust * Math.min(1, margin / clearMargin);
    otherCost[row] = ownCost[row] as number;
    return true;
  });
  return { labelled: { ...problem, answerOf, ownCost, otherCost }, clear };
}

/** The best answer (of equals the first) and how far it is ahead, rounded so that no last bit of a sum decides. */
function clearest(scores: Float64Array): { readonly best: number; readonly margin: number } {
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
