export { freezeQuestions } from './freeze-questions.js';
export type { InquiryOutcome } from './inquiry.js';
export { type InquiryInput, recordInquiry, type RecordedInquiry } from './record-inquiry.js';
export { acceptPhrasings, dismissPhrasings } from './phrasings/judge-suggestion.js';
export { type MovedPhrasing, type PhrasingPreview, previewPhrasing } from './phrasings/preview-phrasing.js';
export { type PhrasingSuggestion, suggestPhrasings } from './phrasings/suggest-phrasings.js';
export { recordPick } from './record-pick.js';
export { recordVote } from './record-vote.js';
export type { RecordedVote, VersionVotes } from './vote.js';
export { votesOn } from './votes-on.js';
export { type ReplayClass, replayClasses } from './replay/class-of.js';
export { type ReplayOutcome } from './replay/outcome-of.js';
export type { ReplayBudget } from './replay/replay-budget.js';
export { replayBudget } from './replay/replay-budget.store.js';
export {
  type Replay,
  type ReplayedClass,
  type ReplayedQuestion,
  type ReplayedTopic,
} from './replay/replay-questions.js';
export { justAfter, replayWindow } from './replay/replay-window.js';
export { type BudgetInput, type BudgetOutcome, setReplayBudget } from './replay/set-replay-budget.js';
export { timesAsked } from './times-asked.store.js';
export { withinBudget } from './replay/within-budget.js';
