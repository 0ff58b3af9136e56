import { type Evidence, evidenceOf } from './evidence.js';
import type { Features } from './features.js';
import { type Fold, foldsOf } from './folds.js';
import { indexWeighed, nearness, weigh, type Weighed } from './nearest.js';
import { rank } from './ranking.js';
import { learn, type Rows } from './self-training.js';
import { type Problem, scoresInto, type Solution, solve } from './trainer.js';
import { restricted, type Vocabulary } from './vocabulary.js';

/** What happened when a phrasing was asked of a model that had not learned it. */
export interface Trial {
  readonly evidence: Evidence;
  /** Whether its answer was there to be found. */
  readonly answerable: boolean;
  readonly right: boolean;
}

/** What cross-fitting needs to know; `texts` are the phrasings and come first in `problem`, negatives after them, and the log last. */
export interface Fitted extends Rows {
  readonly problem: Problem;
  readonly texts: readonly Features[];
  readonly vocabulary: Vocabulary;
  /** What was learned from all. */
  readonly solution: Solution;
  readonly asks: (text: number) => boolean;
}

/** Asks each phrasing of a model that has not seen it, and also of one from which its answer was removed; tens of rounds at most. */
export function crossFit(fitted: Fitted): readonly Trial[] {
  const { answerOf, answers } = fitted.problem;
  const weighed = fitted.texts.map((text) => weigh(text, fitted.vocabulary));
  const enough = fitted.unlabelled.length === 0 ? enoughTexts : enoughWithLog;
  const asked = answerOf.subarray(0, fitted.texts.length);
  return foldsOf(asked, answers, { asks: fitted.asks, enough }).flatMap((fold) => trialsOf(fitted, weighed, fold));
}

/** So many texts are asked at least, if there are so many; with a log each round costs as much as training. */
const enoughTexts = 1_000;
const enoughWithLog = 300;

/** Passes onward from the whole solution: its multipliers are near the round's own, so few are needed. */
const passesOnward = 2;

/** Passes over what is taught before a log is labelled. */
const passesAnew = 3;

/**
 * A round's own solution. Its log is labelled anew: what the whole solution made of the log knows the very texts that are now asked, and the
 * confidence would be too high.
 */
function solutionOf({ problem, texts, taught, unlabelled, neighbours, solution }: Fitted, fold: Fold): Solution {
  const negatives = taught.filter((row) => row >= texts.length && fold.removed[problem.answerOf[row] as number] === 0);
  const rows = Int32Array.from([...fold.learned, ...negatives]);
  if (unlabelled.length === 0) return solve(problem, rows, passesOnward, solution);
  return learn(problem, { taught: rows, unlabelled, neighbours }, passesAnew);
}

function trialsOf(fitted: Fitted, weighed: readonly Weighed[], fold: Fold): Trial[] {
  const { problem, texts, unlabelled, vocabulary } = fitted;
  const { answerOf, answers, vectors } = problem;
  const { weights } = solutionOf(fitted, fold);
  const present = new Uint8Array(problem.features);
  const index = indexWeighed(
    Array.from(fold.learned, (text) => weighed[text] as Weighed),
    fold.learned.map((text) => answerOf[text] as number),
    vocabulary,
  );
  for (const rows of [fold.learned, unlabelled])
    for (const row of rows) for (const feature of vectors[row]?.features ?? []) present[feature] = 1;
  const scores = new Float64Array(answers);
  const there = (answer: number) => fold.removed[answer] === 0;
  return Array.from(fold.asked, (text): Trial[] => {
    const own = answerOf[text] as number;
    const near = nearness(texts[text] as Features, index, vocabulary, answers);
    const vector = restricted(vectors[text] as (typeof vectors)[number], present, vocabulary);
    scoresInto(scores, vector, weights, answers);
    const ranking = rank(scores, there, 2);
    const evidence = evidenceOf(ranking, near, there);
    // Where no word is known only letters speak; such trials are few and odd, and would bend the curve for all the others.
    return evidence === null || near.knownShare === 0
      ? []
      : [{ evidence, answerable: there(own), right: there(own) && ranking[0]?.answer === own }];
  }).flat();
}
