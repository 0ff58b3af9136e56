import type { Trial } from './cross-fitting.js';
import type { Evidence } from './evidence.js';
import { fit, probability } from './logistic.js';

/** Turns evidence into the probability that the best answer is the right one. */
export interface Calibration {
  readonly coefficients: readonly number[];
  readonly curve: readonly CurvePoint[];
}

/** If answers were given from this confidence on: the share of questions answered, and of those the share answered rightly (null: none answered). */
export interface CurvePoint {
  readonly confidence: number;
  readonly answered: number;
  readonly precision: number | null;
}

/** The probability, between 0 and 1, that the best answer is right. */
export function confidenceOf({ coefficients }: Pick<Calibration, 'coefficients'>, evidence: Evidence): number {
  return Math.round(probability(coefficients, evidence) * 1e6) / 1e6;
}

/** Learns from cross-fitted trials; with few of them it stays near what other knowledge bases have taught. */
export function calibrate(trials: readonly Trial[]): Calibration {
  const answerable = trials.filter((trial) => trial.answerable).length;
  const unanswerable = trials.length - answerable;
  const weightOfNone = unanswerable === 0 ? 0 : (noAnswerShare / (1 - noAnswerShare)) * (answerable / unanswerable);
  const examples = trials.map(({ evidence, right, answerable: there }) => ({
    measures: evidence,
    right,
    weight: there ? 1 : weightOfNone,
  }));
  const coefficients = fit(examples, usual, stiffness);
  return {
    coefficients,
    curve: curveOf(examples.map((one) => ({ ...one, confidence: confidenceOf({ coefficients }, one.measures) }))),
  };
}

/** How many of the customers' questions are taken to have no answer, before a log says better. */
const noAnswerShare = 0.1;

/** The weight of the prior, as if a few dozen questions had been seen. */
const stiffness = 2;

/** The coefficients' prior: about what BANKING77 with ten phrasings, CLINC150 and the chit-chat sets teach. */
const usual: readonly number[] = [-2.8, 2.4, 2.8, 1.1, 0.6, 0.9, 0.6];

interface Judged {
  readonly confidence: number;
  readonly right: boolean;
  readonly weight: number;
}

function curveOf(judged: readonly Judged[]): CurvePoint[] {
  const all = total(judged);
  return Array.from({ length: 20 }, (_, step) => {
    const confidence = step / 20;
    const answered = judged.filter((one) => one.confidence >= confidence);
    const sum = total(answered);
    return {
      confidence,
      answered: all > 0 ? sum / all : 0,
      precision: sum > 0 ? total(answered.filter((one) => one.right)) / sum : null,
    };
  });
}

function total(judged: readonly Judged[]): number {
  return judged.reduce((sum, { weight }) => sum + weight, 0);
}
