import { calibrate } from './calibration.js';
import { crossFit } from './cross-fitting.js';
import { embeddedText, withDenseBlock } from './embeddings/dense-block.js';
import { matcherVersionWith } from './embeddings/version.js';
import { type Features, featuresOf } from './features.js';
import { trainLarge } from './large/train-large.js';
import type { DenseModel, Model } from './model.js';
import { massesOf, meanOf, unevennessOf } from './masses.js';
import { nearestIndex } from './nearest.js';
import { neighboursOf } from './neighbours.js';
import {
  type CanonicalInput,
  canonical,
  type Phrasing,
  type TrainingInput,
  type Unlabelled,
  unknownOf,
} from './phrasings.js';
import { learn, onlyTaught } from './self-training.js';
import { stemmerOf } from './stems.js';
import type { Problem } from './trainer.js';
import { featuresIn, vectorOf, type Vocabulary, vocabularyOf } from './vocabulary.js';
import { sparse } from './weights.js';
import { wordVectorsOf } from './word-vectors.js';

/** Trains a model and calibrates its confidence; the same bits for the same input in any order. One of many answers reads no embedding. */
export function trainModel(input: TrainingInput): Model {
  const rows = canonical(input);
  return isLarge(rows) ? trainLarge(rows) : trainDense(rows, input.embedding);
}

/** Above either, every answer against every phrasing takes minutes and gigabytes. */
export const mostAnswers = 500;
const mostPhrasings = 30_000;

function isLarge({ phrasings }: CanonicalInput): boolean {
  const answers = phrasings.reduce(
    (count, row, at) => count + (row.answerKey === phrasings[at - 1]?.answerKey ? 0 : 1),
    0,
  );
  return answers > mostAnswers || phrasings.length > mostPhrasings;
}

function trainDense(
  { locale, phrasings, negatives, log }: CanonicalInput,
  embedding: TrainingInput['embedding'],
): DenseModel {
  const stem = stemmerOf(locale);
  const masses = massesOf(phrasings);
  const answerKeys = [...masses.keys()];
  const asked = unknownOf(log, [...phrasings, ...negatives]);
  const rows = [...phrasings, ...negatives, ...asked].map(({ text }) => ({ text, features: featuresOf(text, stem) }));
  const featured = rows.map(({ features }) => features);
  const taught = phrasings.length + negatives.length;
  const texts = featured.slice(0, phrasings.length);
  const vocabulary = {
    ...vocabularyWith([...texts, ...featured.slice(taught)], asked.length > 0),
    intercept: mostIntercept * Math.min(1, unevennessOf(masses)),
  };
  const known = featuresIn(vocabulary);
  const vectors = rows.map(({ text, features }) =>
    withDenseBlock(vectorOf(features, vocabulary), embedding?.of.get(embeddedText(text)), known),
  );
  const problem = {
    ...labelled(phrasings, negatives, asked, masses),
    vectors,
    features: known + (embedding?.dimensions ?? 0),
    answers: answerKeys.length,
  };
  const every = Int32Array.from(vectors.keys());
  const split =
    asked.length === 0
      ? onlyTaught(every)
      : {
          taught: every.subarray(0, taught),
          unlabelled: every.subarray(taught),
          neighbours: neighboursOf(featured, vectors, vocabulary),
        };
  const solution = learn(problem, split, passes);
  const trials = crossFit({ problem, texts, vocabulary, solution, ...split, asks: askedOf(phrasings) });
  return {
    design: 'dense',
    matcherVersion: matcherVersionWith(embedding?.version ?? null),
    embedding: embedding ? { version: embedding.version, dimensions: embedding.dimensions } : null,
    locale,
    answerKeys,
    vocabulary,
    weights: sparse(solution.weights, problem.features, problem.answers),
    nearest: nearestIndex(texts, problem.answerOf.slice(0, texts.length), vocabulary),
    calibration: calibrate(trials),
  };
}

/** A log also teaches which words keep the same company; phrasings alone are too few for that. */
function vocabularyWith(texts: readonly Features[], log: boolean): Vocabulary {
  const vocabulary = vocabularyOf(texts);
  return log ? { ...vocabulary, meanings: wordVectorsOf(texts, vocabulary.words) } : vocabulary;
}

/**
 * Where all answers have about as many phrasings, how high each scores whatever is asked is nothing to learn, and with few phrasings noise; where some have
 * many times as many as others it is. At 0.2 to 0.6 the development splits are alike.
 */
const mostIntercept = 0.3;

/** Passes over the phrasings: after six nothing measurable changes. */
const passes = 6;

/** An answer with few phrasings would be drowned by those with many: its phrasings cost more, by the square root of the imbalance. */
function labelled(
  phrasings: readonly Required<Phrasing>[],
  negatives: readonly Required<Phrasing>[],
  asked: readonly Unlabelled[],
  masses: ReadonlyMap<string, number>,
): Pick<Problem, 'answerOf' | 'negative' | 'ownCost' | 'otherCost'> {
  const numbers = new Map([...masses.keys()].map((key, at) => [key, at]));
  const rows = [...phrasings, ...negatives];
  const all = rows.length + asked.length;
  const answerOf = new Int32Array(all);
  rows.forEach(({ answerKey }, at) => (answerOf[at] = numbers.get(answerKey) ?? 0));
  const usual = meanOf(masses);
  const ownCost = new Float32Array(all);
  rows.forEach(({ answerKey, weight }, at) => {
    ownCost[at] = weight * Math.sqrt(usual / (masses.get(answerKey) ?? usual));
  });
  return {
    answerOf,
    negative: Uint8Array.from(answerOf, (_, at) => (at >= phrasings.length && at < rows.length ? 1 : 0)),
    ownCost,
    otherCost: Float32Array.from(answerOf, (_, at) => rows[at]?.weight ?? 0),
  };
}

/** Calibration asks what customers ask; a title or body only where there is nothing else. */
function askedOf(phrasings: readonly Required<Phrasing>[]): (text: number) => boolean {
  const customers = phrasings.some(({ weight }) => weight >= 1);
  return (text) => !customers || (phrasings[text]?.weight ?? 0) >= 1;
}
