import type { Audience } from '../access/index.js';

/** What is looked for, and by whom: the engine filters by audience, and hydration checks it again. */
export interface SearchRequest {
  readonly text: string;
  readonly locale: string;
  readonly audiences: readonly Audience[];
  readonly topic: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** A hit names an answer; its words are always taken from the snapshot, never from the index. */
export interface SearchHit {
  readonly answerKey: string;
  readonly locale: string;
  readonly score: number;
}

/** A document as the index holds it. */
export interface SearchDocument {
  readonly answerKey: string;
  readonly locale: string;
  readonly audience: Audience;
  readonly topicKey: string;
  readonly title: string;
  readonly body: string;
  readonly phrasings: readonly string[];
}

/** The port of search: two engines implement it, and an index is never the source of an answer. */
export interface SearchEngine {
  search(request: SearchRequest): Promise<{ readonly hits: readonly SearchHit[]; readonly total: number }>;
  /** Makes the index hold exactly these documents; a call for a snapshot older than the index does nothing. */
  index(documents: readonly SearchDocument[], snapshotSequence: number): Promise<void>;
}
