export {
  type AnswerText,
  contentHash,
  type DraftState,
  draftStates,
  type Significance,
  significances,
} from './answer.js';
export { versionsOf } from './answer.store.js';
export { type AnswerAtVersion, answerAtVersion } from './history/answer-at-version.js';
export {
  answerHistory,
  type HistoryChange,
  type HistoryEntry,
  type HistoryKind,
} from './history/answer-history.js';
export { addPhrasings, type PhrasingsInput, removePhrasings } from './change-phrasings.js';
export { type ChosenText, chooseText } from './choose-text.js';
export { createAnswer, type NewAnswer } from './create-answer.js';
export { createTopic } from './create-topic.js';
export type { Draft, EditConflict } from './draft.js';
export { changedAnswers, changedFacts } from './published-changes.js';
export { draftOfAnswer, obstaclesToDraft } from './read-draft.js';
export { type DraftInput, type DraftOutcome, draftAnswer } from './draft-answer.js';
export { fillEmbeds } from './embeds.js';
export { statementsOf } from './fact.store.js';
export { type FactContent, type FactType, factTypes } from './fact-content.js';
export { formatFact } from './format-fact.js';
export { parseFactContent, writeFactContent } from './parse-fact-content.js';
export { type PublishContext, type PublishOutcome, publishAnswer } from './publish-answer.js';
export { redirectedTo } from './redirects.js';
export { type RestoreInput, restoreVersion } from './restore-version.js';
export {
  confirmRetirement,
  declineRetirement,
  type Retirement,
  type RetirementInput,
  type RetirementState,
  retireAnswer,
  retirementOf,
} from './retire-answer.js';
export { approveDraft, type ReviewInput, requestChanges, requestReview } from './review-draft.js';
export { type Scope, scopeKey } from './scope.js';
export {
  answersRestingOn,
  answersShowing,
  applies,
  type CurrentFact,
  type CurrentFactValue,
  type CurrentFormula,
  factsDerivedFrom,
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
export { createFact, type FactStatementInput, publishFact, type StatedOutcome, stateFact } from './state-fact.js';
export { strikeDate } from './strike-date.js';
export { type TranslationInput, translateAnswer } from './translate-answer.js';
export { answerFactCheck, type FactCheckReply } from './review/answer-fact-check.js';
export { type CommentField, type DraftComment, type Span } from './review/comment.js';
export { type CommentInput, type CommentOutcome, createComment } from './review/create-comment.js';
export { type FactCheck, type FactCheckVerdict } from './review/fact-check.js';
export { type AskedAbout, type OpenedFactCheck, openFactCheck } from './review/open-fact-check.js';
export { commentsOf, factChecksOf, transitionsOfAnswer, transitionsOfDraft } from './review/read-review.js';
export { type FactCheckInput, type FactCheckOutcome, requestFactCheck } from './review/request-fact-check.js';
export { resolveComment } from './review/resolve-comment.js';
export type { Transition } from './review/transition.js';
export { mayUnderTopic, type TopicDeed, topicDeeds } from './topic-rights.js';
export {
  type FactOverlap,
  type PublishedFactOutcome,
} from './facts/carry-out-statement.js';
export type { ImportProblem, ImportRow } from './facts/check-import.js';
export { inputKeys } from './facts/derive-facts.js';
export {
  type StatementContent,
  type StatementKind,
  statementKinds,
  type StatementState,
  statementStates,
} from './facts/fact-statement.js';
export { type FactGap, gapsIn, valuesOverTime } from './facts/fact-timeline.js';
export { identifierOf, type Rounding, roundings } from './facts/formula.js';
export { importFactValues, type ImportReport } from './facts/import-fact-values.js';
export { refuseFact } from './facts/refuse-fact.js';
export { requestRetraction } from './facts/retract-fact.js';
export { type FormulaInput, stateFormula } from './facts/state-formula.js';
export type { CheckedTranslation, TranslationImportProblem } from './translations/check-returned.js';
export { exportTranslations, type TranslationFile } from './translations/export-translations.js';
export { importTranslations, type TranslationImport } from './translations/import-translations.js';
export {
  type TranslationState,
  type TranslationStatus,
  translationState,
  translationStates,
} from './translations/translation-status.js';
export { mySuggestions, type SuggestionPage, suggestionQueue } from './contributions/read-suggestions.js';
export { type AnswerSuggestion, type EditSuggestion, suggestAnswer, suggestEdit } from './contributions/suggest.js';
export type { Suggestion, SuggestionOrigin, SuggestionState } from './contributions/suggestion.js';
export { type TriageInput, type TriageOutcome, triageSuggestion } from './contributions/triage-suggestion.js';
