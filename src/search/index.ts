export { popularityFromEvents } from './events/popularity.js';
export { timesOpened } from './events/times-opened.store.js';
export { recordSearchEvent, type SearchEventInput } from './events/record-search-event.js';
export { highlight, type Segment } from './highlight.js';
export type { FoundAnswer } from './hydrate.js';
export type { LadderStep } from './ladder.js';
export type { Popularity } from './popular-answers.js';
export { postgresEngine } from './postgres/postgres-engine.js';
export { scanEngine } from './scan/scan-engine.js';
export { type FoundPage, searchAnswers, type SearchContext } from './search-answers.js';
export { searchingNow, searchingThen } from './searching.js';
export { searchDocuments } from './search-documents.js';
export type * from './search-engine.js';
export { type CircuitBreaker, circuitBreaker } from './circuit-breaker.js';
export { withSecondEngine } from './with-second-engine.js';
export {
  type MeilisearchEngine,
  meilisearchEngine,
  type MeilisearchSettings,
} from './meilisearch/meilisearch-engine.js';
export { type CurrentSynonyms, currentSynonyms } from './synonyms/current-synonyms.js';
export { approveSynonym, declineSynonym, proposeSynonym, removeSynonym } from './synonyms/decide-synonym.js';
export { mineSynonyms } from './synonyms/mine-synonyms.js';
export type { SynonymRecord, SynonymState, SynonymWords } from './synonyms/synonym.js';
export { listSynonyms } from './synonyms/synonym.store.js';
export { suggestAnswers } from './suggest-answers.js';
