export type { Segment } from './highlight.js';
export { scanOf } from './scan.js';
export { postgresEngine } from './postgres-engine.js';
export { type FoundAnswer, type FoundPage, searchAnswers, searchDocuments } from './search-answers.js';
export type * from './search-engine.js';
export { type CircuitBreaker, circuitBreaker } from './circuit-breaker.js';
export { withFallBack } from './fall-back.js';
export {
  type MeilisearchEngine,
  meilisearchEngine,
  type MeilisearchSettings,
} from './meilisearch/meilisearch-engine.js';
