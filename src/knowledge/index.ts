export {
  type AnswerText,
  contentHash,
  type DraftState,
  draftStates,
  type Significance,
  significances,
} from './answer.js';
export { versionsOf } from './answer.store.js';
export { addPhrasings, type PhrasingsInput, removePhrasings } from './change-phrasings.js';
export { type ChosenText, chooseText } from './choose-text.js';
export { readSnapshot } from './compile-snapshot.js';
export { createAnswer, type NewAnswer } from './create-answer.js';
export { createTopic } from './create-topic.js';
export type { Draft, EditConflict } from './draft.js';
export { draftOfAnswer, obstaclesToDraft } from './read-draft.js';
export { type DraftInput, type DraftOutcome, draftAnswer } from './draft-answer.js';
export { fillEmbeds } from './embeds.js';
export { valuesOf } from './fact.store.js';
export { type FactContent, type FactType, factTypes } from './fact-content.js';
export { formatFact } from './format-fact.js';
export { parseFactContent, writeFactContent } from './parse-fact-content.js';
export { type PublishContext, type PublishOutcome, publishAnswer } from './publish-answer.js';
export { approveDraft, type ReviewInput, requestChanges, requestReview } from './review-draft.js';
export { type Scope, scopeKey } from './scope.js';
export {
  answersShowing,
  applies,
  type CurrentFact,
  type CurrentFactValue,
  factValue,
  isServable,
  type LocalText,
  maySee,
  maySeeFact,
  type PublishedAnswer,
  type Reader,
  type Snapshot,
  type Team,
  type Topic,
  visibleAnswer,
  visibleAnswers,
} from './snapshot.js';
export { openSnapshots, type Snapshots } from './snapshots.js';
export {
  createFact,
  type FactOverlap,
  type FactStatementInput,
  publishFact,
  type PublishedFactOutcome,
  type StatedOutcome,
  stateFact,
} from './state-fact.js';
export { strikeDate } from './strike-date.js';
export { type TranslationInput, translateAnswer } from './translate-answer.js';
