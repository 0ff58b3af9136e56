import {
  decodeModel,
  encodeModel,
  match,
  type Model,
  type TrainingInput,
  trainModel,
} from '../../../src/matching/index.js';
import { calibrationError } from '../measures.js';
import type { Row } from './rows.js';

/** What one labelled question led to; `rank` counts from 0, Infinity if its answer was not found. */
export interface Asked {
  readonly answerable: boolean;
  readonly rank: number;
  readonly confidence: number;
  readonly outcome: 'answered' | 'choices' | 'none';
  readonly choices: readonly string[];
  readonly label: string;
}

/** A model and what it made of all questions. */
export interface Run {
  readonly asked: readonly Asked[];
  readonly model: Model;
  readonly megabytes: number;
  readonly trainSeconds: number;
  readonly milliseconds: readonly number[];
}

/** Trains, sends the model through its artefact and asks it. */
export function evaluate(input: TrainingInput, questions: readonly Row[]): Run {
  const before = process.cpuUsage();
  const artefact = encodeModel(trainModel(input));
  const { user, system } = process.cpuUsage(before);
  const model = decodeModel(artefact);
  return {
    ...asking(model, questions),
    model,
    megabytes: artefact.length / 1e6,
    trainSeconds: (user + system) / 1e6,
  };
}

/** Questions asked before the clock runs, as a server has been asked before. */
const warming = 500;

/** Asks a model every question. */
export function asking(model: Model, questions: readonly Row[]): Pick<Run, 'asked' | 'milliseconds'> {
  for (const { text } of questions.slice(0, warming)) match(model, text);
  const milliseconds: number[] = [];
  const asked = questions.map(({ text, label }): Asked => {
    const start = performance.now();
    const found = match(model, text);
    milliseconds.push(performance.now() - start);
    const rank = found.ranked.findIndex(({ answerKey }) => answerKey === label);
    return {
      answerable: label !== 'oos',
      rank: rank < 0 ? Infinity : rank,
      confidence: found.confidence,
      outcome: found.outcome,
      choices: found.outcome === 'choices' ? found.candidates.map(({ answerKey }) => answerKey) : [],
      label,
    };
  });
  return { asked, milliseconds };
}

/** The share of answerable questions, in percent, whose answer is among the first `places`. */
export function found({ asked }: Pick<Run, 'asked'>, places: number): number {
  const answerable = asked.filter((one) => one.answerable);
  return share(
    answerable.filter(({ rank }) => rank < places),
    answerable,
  );
}

/** Of the answerable questions that were answered, the share answered rightly, in percent. */
export function precision({ asked }: Pick<Run, 'asked'>): number {
  const answered = asked.filter(({ outcome, answerable }) => answerable && outcome === 'answered');
  return share(
    answered.filter(({ rank }) => rank === 0),
    answered,
  );
}

/** The expected calibration error over all questions, between 0 and 1. */
export function errorOf({ asked }: Pick<Run, 'asked'>): number {
  return calibrationError(asked.map(({ confidence, rank }) => ({ confidence, right: rank === 0 })));
}

/** A part of a whole in percent. */
export function share(part: readonly unknown[], whole: readonly unknown[]): number {
  return (100 * part.length) / whole.length;
}
