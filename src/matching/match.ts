import { confidenceOf } from './calibration.js';
import { type Candidate, decide, type Decision, type Thresholds } from './decision.js';
import { withDenseBlock } from './embeddings/dense-block.js';
import { type Evidence, evidenceOf, marginOf } from './evidence.js';
import { featuresOf } from './features.js';
import type { Model } from './model.js';
import { nearness } from './nearest.js';
import { phrasingKey } from '../platform/normalise.js';
import { rank } from './ranking.js';
import { stemmerOf } from './stems.js';
import { bias } from './trainer.js';
import { vectorOf } from './vocabulary.js';
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
  readonly exact?: ReadonlyMap<string, readonly string[]>;
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
  options: Required<Pick<MatchOptions, 'allowed'>> & {
    readonly thresholds: Thresholds | undefined;
    readonly embedded: MatchOptions['embedded'];
  },
): Match {
  const { answerKeys, calibration, nearest, vocabulary, weights } = model;
  const open = Uint8Array.from(answerKeys, (key) => (options.allowed(key) ? 1 : 0));
  const allowed = (answer: number) => open[answer] === 1;
  const features = featuresOf(question, stemmerOf(model.locale));
  const vector = withDenseBlock(
    vectorOf(features, vocabulary),
    embeddingOf(model, question, options.embedded),
    vocabulary.rarity.length,
  );
  const ranking = rank(scoresOf(vector, weights, answerKeys.length), allowed, mostRanked);
  const evidence = evidenceOf(ranking, nearness(features, nearest, vocabulary, answerKeys.length), allowed);
  const ranked = ranking.map(({ answer, score }) => ({ answerKey: answerKeys[answer] as string, score }));
  const confidence = evidence === null || vector.features.length === 0 ? 0 : confidenceOf(calibration, evidence);
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

/** A model that has learned from embeddings says nothing sound without the question's: whoever asks it must bring it. */
function embeddingOf(model: Model, question: string, embedded: MatchOptions['embedded']): Int8Array | undefined {
  if (model.embedding === null) return undefined;
  if (!embedded) throw new Error('a model with embeddings was asked without the embedding of the question');
  return embedded(question);
}
