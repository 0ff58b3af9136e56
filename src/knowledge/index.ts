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
export { answerStates } from './history/answer-states.js';
export { createAnswer, type NewAnswer } from './create-answer.js';
export { createTopic } from './create-topic.js';
export type { Draft, EditConflict } from './draft.js';
export { changedAnswers, changedFacts, changesBetween } from './published-changes.js';
export { contributorsOfDraft, draftOfAnswer } from './read-draft.js';
export { previewDraft } from './preview-draft.js';
export { obstaclesToDraft } from './obstacles-to-draft.js';
export { type DiscardOutcome, discardDraft } from './discard-draft.js';
export { type PersonPolicy, personPolicies } from './person-policy.js';
export { type DraftInput, type DraftOutcome, draftAnswer } from './draft-answer.js';
export { exchangeInDraft } from './exchange-in-draft.js';
export { dismissDuplicate } from './duplicates/dismiss-duplicate.js';
export { duplicatesOfDraft } from './duplicates/duplicates-of-draft.js';
export { type DuplicateReason, duplicateReasons, likenessOf } from './duplicates/likeness.js';
export { type SimilarAnswer, similarAnswers } from './duplicates/similar-answers.js';
export { embedsIn, fillEmbeds, malformedEmbeds } from './embeds.js';
export { knowledgeGateRules } from './gate-rules/knowledge-gate-rules.js';
export { newlyWrong } from './gate-rules/newly-wrong.js';
export { type Blocked, type GateContext, type GateRule, type Proposal, switchThroughGate } from './gate.js';
export { statementsOf } from './fact.store.js';
export { type FactContent, type FactType, factTypes } from './fact-content.js';
export { formatFact } from './format-fact.js';
export { parseFactContent, writeFactContent } from './parse-fact-content.js';
export { type PublishContext, type PublishOutcome, publishAnswer } from './publish-answer.js';
export { redirectedTo, withdrawalBehind } from './redirects.js';
export { type Redaction, redactionOf } from './redaction/read-redaction.js';
export { confirmRedaction, proposeRedaction, type Redacted, type RedactionInput } from './redaction/redact-version.js';
export {
  confirmCorrection,
  type CorrectionInput,
  type CorrectionOutcome,
  proposeCorrection,
  type ProposalOutcome,
  type VersionConflict,
} from './withdrawals/correct-answer.js';
export { declineEmergency, reviewEmergency } from './withdrawals/decide-emergency.js';
export {
  type Emergency,
  type EmergencyKind,
  type EmergencyState,
} from './withdrawals/emergency.js';
export { correctionsOf, emergencies, type EmergencyQuery } from './withdrawals/read-emergencies.js';
export { confirmReinstatement, proposeReinstatement } from './withdrawals/reinstate-answer.js';
export { type CarriedOut, confirmWithdrawal, proposeWithdrawal } from './withdrawals/withdraw-answer.js';
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
export { holdsIn, mostSpecific, type Scope, scopeKey } from './scope.js';
export {
  answersRestingOn,
  answersShowing,
  applies,
  type CurrentFact,
  type CurrentFactValue,
  type CurrentFormula,
  factsDerivedFrom,
  factsShownBy,
  factValue,
  holdsUntil,
  isServable,
  type LocalText,
  hasVisibleAnswer,
  maySee,
  maySeeFact,
  type PublishedAnswer,
  type Reader,
  type Snapshot,
  type Team,
  type Topic,
  visibleAnswer,
  visibleAnswers,
  type WithdrawnAnswer,
} from './snapshot.js';
export { openSnapshots, type Snapshots } from './snapshots.js';
export { createFact, type FactStatementInput, publishFact, type StatedOutcome, stateFact } from './state-fact.js';
export { strikeDate } from './strike-date.js';
export { answerFactCheck, type FactCheckReply } from './review/answer-fact-check.js';
export { type CommentField, type DraftComment, type Span } from './review/comment.js';
export { type CommentInput, type CommentOutcome, createComment } from './review/create-comment.js';
export { type FactCheck, type FactCheckVerdict } from './review/fact-check.js';
export { type AskedAbout, type OpenedFactCheck, openFactCheck } from './review/open-fact-check.js';
export { commentsOf, factChecksOf, transitionsOfAnswer, transitionsOfDraft } from './review/read-review.js';
export { type FactCheckInput, type FactCheckOutcome, requestFactCheck } from './review/request-fact-check.js';
export { resolveComment } from './review/resolve-comment.js';
export type { Transition } from './review/transition.js';
export { mayUnderTopic, type TopicDeed, topicDeeds, worksEverywhere } from './topic-rights.js';
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
export { approveRelease } from './releases/approve-release.js';
export { everShowing } from './releases/brought.store.js';
export { type Brought, broughtByRelease, type FactBrought } from './releases/brought-by-release.js';
export { createRelease } from './releases/create-release.js';
export { addToRelease, type ItemWanted, removeFromRelease } from './releases/gather-release.js';
export { judgeReleases } from './releases/judge-releases.js';
export { type ReleasePreviews, releasePreviews } from './releases/preview-release.js';
export { publishDueReleases } from './releases/publish-due-releases.js';
export { publishRelease, type PublishReleaseOutcome } from './releases/publish-release.js';
export {
  itemsOfRelease,
  type ReleaseItem,
  releaseOfKey,
  releasesIn,
  stepsOfRelease,
} from './releases/read-releases.js';
export {
  type Release,
  type ReleaseConflict,
  type ReleaseOutcome,
  type ReleaseState,
  releaseStates,
  type Verdict,
} from './releases/release.js';
export { type ReleaseItemKind, releaseItemKinds } from './releases/release-item.js';
export { rollbackRelease } from './releases/roll-back-release.js';
export { cancelRelease, scheduleRelease } from './releases/schedule-release.js';
export { requestRetraction } from './facts/retract-fact.js';
export { type FormulaInput, stateFormula } from './facts/state-formula.js';
export type { CheckedTranslation, TranslationImportProblem } from './translations/check-returned.js';
export { exportTranslations, type TranslationFile } from './translations/export-translations.js';
export { importTranslations, type TranslationImport } from './translations/import-translations.js';
export { draftTranslation } from './translations/draft-translation.js';
export { type PublishTranslationOutcome, publishTranslation } from './translations/publish-translation.js';
export {
  type BesideTranslation,
  besideTranslation,
  translationDraftOf,
  translationDraftsInto,
} from './translations/read-translation-draft.js';
export { returnTranslation } from './translations/return-translation.js';
export {
  type TranslationConflict,
  type TranslationDraft,
  type TranslationDraftOutcome,
  type TranslationDraftState,
} from './translations/translation-draft.js';
export {
  type TranslationTask,
  type TranslationTaskKind,
  translationTasks,
} from './translations/translation-tasks.js';
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
export { type AdoptedAnswer, adoptAnswers } from './adoption/adopt-answers.js';
export { type Standing, type StandingKnowledge, standingOf } from './adoption/standing.js';
export { allQuestions, lockAnswers } from './adoption/standing.store.js';
export { switched, switchPublished, unchanged } from './switch-published.js';
export { addNegatives, removeNegatives } from './change-negatives.js';
export {
  keepSample,
  type LearnedSample,
  mostSampled,
  type QuestionSample,
  type SampledQuestion,
} from './question-sample.js';
export { samplesIn } from './question-sample.store.js';
export { requireThresholds, type Thresholds, thresholdsIn } from './thresholds.js';
export { allowUnderTopic } from './allow-under-topic.js';
export { type PlanInput, type PlanOutcome, setVerification } from './verification/set-verification.js';
export {
  type OverduePolicy,
  type VerificationPlan,
  type VerificationState,
  verificationState,
} from './verification/verification.js';
export {
  type Exposure,
  type QueuedAnswer,
  verificationQueue,
} from './verification/verification-queue.js';
export { type VerifyOutcome, verifyAnswer } from './verification/verify-answer.js';
export { verificationsOf } from './verification/verification.store.js';
export { type FactChange, factChanges } from './reach/fact-change.js';
export { type FactReach, reachOfFacts, type TouchedAnswer } from './reach/fact-reach.js';
export { rehearseStatements, withDerivedKeys } from './reach/rehearse-statements.js';
export { releaseSubjects } from './reach/release-subjects.js';
export { allowOnSubject, type Subject } from './allow-on-subject.js';
export { switchOf } from './snapshot.store.js';
export { readSnapshotWithin } from './compile-snapshot.js';
export { lintAnswer } from './lint/lint-answer.js';
export type { LintIssue, LintText, RetiredTerm } from './lint/lint-rule.js';
export type { LintSetting } from './lint/lint-setting.js';
export { lintSetting } from './lint/lint-setting.store.js';
export { type Lint, lintRules } from './lint/lint-text.js';
export { type LintSettingOutcome, setLintWeights, setRetiredTerms } from './lint/set-lint.js';
