import { calibrate } from './calibration.js';
import { crossFit } from './cross-fitting.js';
import { embeddedText, withDenseBlock } from './embeddings/dense-block.js';
import { matcherVersionWith } from './embeddings/version.js';
import { featuresOf } from './features.js';
import type { Model } from './model.js';
import { nearestIndex } from './nearest.js';
import { canonical, type Phrasing, type TrainingInput } from './phrasings.js';
import { stemmerOf } from './stems.js';
import { type Problem, solve } from './trainer.js';
import { vectorOf, vocabularyOf } from './vocabulary.js';
import { sparse } from './weights.js';

/** Trains a model and calibrates its confidence; the same bits for the same input in any order. */
export function trainModel(input: TrainingInput): Model {
  const { locale, phrasings, negatives } = canonical(input);
  const stem = stemmerOf(locale);
  const answerKeys = [...new Set(phrasings.map(({ answerKey }) => answerKey))];
  const texts = phrasings.map(({ text }) => featuresOf(text, stem));
  const vocabulary = vocabularyOf(texts);
  const { embedding } = input;
  const rows = [...phrasings, ...negatives];
  const lexical = vocabulary.rarity.length;
  const vectors = [...texts, ...negatives.map(({ text }) => featuresOf(text, stem))].map((text, at) =>
    withDenseBlock(vectorOf(text, vocabulary), embedding?.of.get(embeddedText(rows[at]?.text ?? '')), lexical),
  );
  const problem = {
    ...labelled(phrasings, negatives, answerKeys),
    vectors,
    features: lexical + (embedding?.dimensions ?? 0),
    answers: answerKeys.length,
  };
  const { weights, multipliers } = solve(problem, Int32Array.from(vectors.keys()), passes);
  const trials = crossFit({ problem, texts, vocabulary, multipliers, asks: askedOf(phrasings) });
  return {
    matcherVersion: matcherVersionWith(embedding?.version ?? null),
    embedding: embedding ? { version: embedding.version, dimensions: embedding.dimensions } : null,
    locale,
    answerKeys,
    vocabulary,
    weights: sparse(weights, problem.features, problem.answers),
    nearest: nearestIndex(texts, problem.answerOf.slice(0, texts.length), vocabulary),
    calibration: calibrate(trials),
  };
}

/** Passes over the phrasings: after six nothing measurable changes. */
const passes = 6;

/** An answer with few phrasings would be drowned by those with many: its phrasings cost more, by the square root of the imbalance. */
function labelled(
  phrasings: readonly Required<Phrasing>[],
  negatives: readonly Required<Phrasing>[],
  answerKeys: readonly string[],
): Pick<Problem, 'answerOf' | 'negative' | 'ownCost' | 'otherCost'> {
  const numbers = new Map(answerKeys.map((key, at) => [key, at]));
  const rows = [...phrasings, ...negatives];
  const answerOf = Int32Array.from(rows, ({ answerKey }) => numbers.get(answerKey) ?? 0);
  const mass = new Float64Array(answerKeys.length);
  phrasings.forEach(({ weight }, at) => {
    mass[answerOf[at] as number] = (mass[answerOf[at] as number] as number) + weight;
  });
  const usual = mass.reduce((sum, one) => sum + one, 0) / answerKeys.length;
  return {
    answerOf,
    negative: Uint8Array.from(rows, (_, at) => (at < phrasings.length ? 0 : 1)),
    ownCost: Float32Array.from(
      rows,
      ({ weight }, at) => weight * Math.sqrt(usual / (mass[answerOf[at] as number] as number)),
    ),
    otherCost: Float32Array.from(rows, ({ weight }) => weight),
  };
}

/** Calibration asks what customers ask; a title or body only where there is nothing else. */
function askedOf(phrasings: readonly Required<Phrasing>[]): (text: number) => boolean {
  const customers = phrasings.some(({ weight }) => weight >= 1);
  return (text) => !customers || (phrasings[text]?.weight ?? 0) >= 1;
}
