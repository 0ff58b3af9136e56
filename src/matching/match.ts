import { confidenceOf } from './calibration.js';
import { type Candidate, decide, type Decision, type Thresholds } from './decision.js';
import { withDenseBlock } from './embeddings/dense-block.js';
import { type Evidence, evidenceOf, marginOf } from './evidence.js';
import { featuresOf } from './features.js';
import { keyAt, type LargeModel } from './large/large-model.js';
import { measureLarge } from './large/measure-large.js';
import type { DenseModel, Model } from './model.js';
import { nearness } from './nearest.js';
import { phrasingKey } from '../platform/normalise.js';
import { rank, type Ranking } from './ranking.js';
import { corrected } from './spelling.js';
import { stemmerOf } from './stems.js';
import { bias } from './trainer.js';
import { featuresIn, interceptOf, vectorOf } from './vocabulary.js';
import { scoresOf } from './weights.js';

export type { Candidate, Thresholds } from './decision.js';

/** What one question leads to: score and margin are those of the best answer, confidence is calibrated (0 to 1), `ranked` is best first. */
export type Match = Decision & {
  readonly score: number;
  readonly confidence: number;
  readonly margin: number;
  readonly exact: boolean;
  readonly ranked: readonly Candidate[];
  /** What the confidence was reckoned from; null where no model was asked or it ranked nothing. */
  readonly evidence: Evidence | null;
};

/** What may be answered, what is known word for word, and from which confidence on to answer. */
export interface MatchOptions {
  readonly allowed?: (answerKey: string) => boolean;
  readonly exact?: Pick<ReadonlyMap<string, readonly string[]>, 'get'>;
  readonly thresholds?: Thresholds;
  /** The embedding of a question, for a model that reads one; undefined while it is not known (see `withVectors`). */
  readonly embedded?: ((question: string) => Int8Array | undefined) | undefined;
}

/**
 * Finds the answer to one question among those that are allowed: a phrasing of exactly one of them decides alone, one of several gives choices,
 * and else the model does. Without a model only exact phrasings are known.
 */
export function match(
  model: Model | null,
  question: string,
  { allowed = everything, exact, thresholds, embedded }: MatchOptions = {},
): Match {
  const keys = (exact?.get(phrasingKey(question)) ?? []).filter(allowed);
  if (keys.length > 0) return exactMatch(keys);
  return model === null ? silence : modelMatch(model, question, { allowed, thresholds, embedded });
}

const everything = () => true;

/** So many candidates are worth showing to an editor who asks why. */
const mostRanked = 10;

const silence: Match = {
  outcome: 'none',
  score: bias,
  confidence: 0,
  margin: 0,
  exact: false,
  ranked: [],
  evidence: null,
};

function exactMatch(keys: readonly string[]): Match {
  const ranked = keys.map((answerKey) => ({ answerKey, score: 1 }));
  const [best] = ranked;
  const measured = { score: 1, confidence: 1 / keys.length, exact: true, ranked, evidence: null };
  if (best !== undefined && ranked.length === 1) return { ...measured, outcome: 'answered', best, margin: 1 };
  return { ...measured, outcome: 'choices', candidates: ranked.slice(0, 3), margin: 0 };
}

function modelMatch(
  model: Model,
  question: string,
  options: Measuring & { readonly thresholds: Thresholds | undefined },
): Match {
  const { known, ranking, evidence, keyOf } =
    model.design === 'large' ? measuredLarge(model, question, options) : measured(model, question, options);
  const ranked = ranking.map(({ answer, score }) => ({ answerKey: keyOf(answer), score }));
  const confidence = evidence === null || !known ? 0 : confidenceOf(model.calibration, evidence);
  const score = ranked[0]?.score ?? bias;
  return {
    ...decide(ranked, confidence, options.thresholds),
    score,
    confidence,
    margin: marginOf(ranking),
    exact: false,
    ranked,
    evidence,
  };
}

/** Which answers are measured, and by what beside the question's words. */
interface Measuring {
  readonly allowed: (answerKey: string) => boolean;
  readonly embedded: MatchOptions['embedded'];
}

/** What the decision rests on: the best of the allowed answers, what is measured of the first, and whether anything in the question is known. */
interface Measured {
  readonly ranking: Ranking;
  readonly evidence: Evidence | null;
  readonly known: boolean;
  readonly keyOf: (answer: number) => string;
}

function measured(model: DenseModel, question: string, options: Measuring): Measured {
  const { answerKeys, nearest, vocabulary, weights } = model;
  const allowed = (answer: number) => options.allowed(answerKeys[answer] as string);
  const features = corrected(featuresOf(question, stemmerOf(model.locale)), vocabulary);
  const vector = withDenseBlock(
    vectorOf(features, vocabulary),
    embeddingOf(model, question, options.embedded),
    featuresIn(vocabulary),
  );
  const ranking = rank(scoresOf(vector, weights, answerKeys.length), allowed, mostRanked);
  return {
    ranking,
    evidence: evidenceOf(ranking, nearness(features, nearest, vocabulary, answerKeys.length), allowed),
    known: vector.features.some((feature) => feature !== interceptOf(vocabulary)),
    keyOf: (answer) => answerKeys[answer] as string,
  };
}

/** Only candidates that are allowed are scored, so the ranking numbers them by their place among the candidates. */
function measuredLarge(model: LargeModel, question: string, { allowed }: Measuring): Measured {
  const keyOf = (answer: number) => keyAt(model.answerKeys, answer);
  const { answers, known, near, scores } = measureLarge(model, question, (answer) => allowed(keyOf(answer)));
  const ranking = rank(scores, everything, mostRanked);
  return {
    ranking,
    evidence: evidenceOf(ranking, near, everything),
    known,
    keyOf: (place) => keyOf(answers[place] as number),
  };
}

/** A model that has learned from embeddings says nothing sound without the question's: whoever asks it must bring it. */
function embeddingOf(model: DenseModel, question: string, embedded: MatchOptions['embedded']): Int8Array | undefined {
  if (model.embedding === null) return undefined;
  if (!embedded) throw new Error('a model with embeddings was asked without the embedding of the question');
  return embedded(question);
}
