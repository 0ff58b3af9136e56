export { ask, type Ask, type AskContext } from './ask.js';
export { areAskedAlike } from './asked-alike.js';
export type { CurvePoint } from './calibration.js';
export { type MatchingCurve, matchingCurve, type ThresholdEffect } from './curve.js';
export { exactPhrasings, prepareExactPhrasings } from './exact-phrasings.js';
export { exactTable } from './exact-table.js';
export { explain, type Explanation } from './explain.js';
export {
  type ConfusableAnswers,
  confusableAnswers,
  type ConfusablePair,
  type Confused,
  type ConfusionKind,
  type confusionKinds,
  type ConfusionReport,
} from './confusable-answers.js';
export { groupQuestions } from './group-questions.js';
export { likeliest } from './likeliest.js';
export { match, type Candidate, type Match, type MatchOptions, type Thresholds } from './match.js';
export {
  decodeModel,
  encodeModel,
  inputHash,
  type Model,
  modelId,
  type Phrasing,
  type TrainingInput,
} from './model.js';
export { type KnownModels, type Models, openModels, type ServedModel } from './models.js';
export { type ModelsToTry, modelsToTry } from './models-to-try.js';
export { type ModelsOfThen, modelsOfThen } from './models-of-then.js';
export { phrasingKey } from '../platform/normalise.js';
export { stemmerOf } from './stems.js';
export { type Recognise, splitQuestions } from './questions.js';
export type { FollowUp, Resolution } from './resolution.js';
export { trainBy, trainInWorker } from './train-in-worker.js';
export { trainModel } from './train-model.js';
export { type Train, trainModels } from './train-models.js';
export { type Endpoint, openEndpoint } from './embeddings/endpoint.js';
export { openQuestionVectors, type QuestionVectors } from './embeddings/question-vectors.js';
export { beginEmbedding, decideOnEmbeddings, learnEmbeddings, leaveEmbeddings } from './embeddings/tend-embeddings.js';
export type { EmbeddingTimes } from './embeddings/tend-switch.js';
export { embeddingVersion } from './embeddings/version.js';
export { withVectors } from './embeddings/with-vectors.js';
