import type { Audience } from '../access/index.js';
import type { Scope } from '../knowledge/index.js';

/**
 * The port of search. An index is never the source of an answer: a hit names an answer and a version, its words are taken from the snapshot, and
 * who may see them is decided there once more. Every implementation passes `test/contracts/search-engine.contract.ts`.
 */
export interface SearchEngine {
  /**
   * Finds documents, best first; equal scores in the order of answer keys by code unit. A text without a word finds nothing. Throws UNAVAILABLE
   * when the engine cannot answer within its time, never an empty success; BAD_INPUT for a cursor that is none; CONFLICT for one of another
   * generation.
   */
  search(request: SearchRequest): Promise<SearchResult>;
  /** Finds questions by how they begin, while they are typed; throws UNAVAILABLE as `search` does. */
  suggest(request: SuggestRequest): Promise<SuggestResult>;
  /**
   * Makes the index hold exactly these documents and synonyms, at once for every reader: until it resolves, searches see what was there before.
   * A build older than the index does nothing; one that changes nothing keeps the generation's id, so that cursors go on working.
   */
  index(build: IndexBuild): Promise<void>;
}

/** What is looked for, by whom and how; every value is data, none is ever part of a filter language. */
export interface SearchRequest {
  /** As typed: words, and phrases in double quotes; the last word may be the beginning of one. */
  readonly text: string;
  /** The locale of the documents wanted, as they carry it. */
  readonly locale: string;
  /** Whose documents the asker may see; hits, totals, facets, corrections and scores know of no others. */
  readonly audiences: readonly Audience[];
  readonly filters: SearchFilters;
  readonly match: SearchMatch;
  /** For which properties documents are counted. */
  readonly facets: readonly FacetName[];
  /** How many hits, 1 to 100. */
  readonly first: number;
  /** The cursor of a hit of the same request, after which the page begins; null for the first page. */
  readonly after: string | null;
}

/**
 * How much of the text a hit must hold. `all`: every word (stop words aside). `most`: the words that tell most, so that a whole question finds
 * what it is about; a word that nearly every document has is not enough where a rarer one was asked for. `any`: one word of it.
 */
export type SearchMatch = 'all' | 'most' | 'any';

/** Restrictions that must all hold; an empty list or scope restricts nothing. */
export interface SearchFilters {
  /** Under one of these topics, at any depth. */
  readonly topics: readonly string[];
  /** Owned by one of these teams. */
  readonly owners: readonly string[];
  /** Not meant for another situation: dimensions that document and situation both name have the same value. */
  readonly scope: Scope;
}

/** What documents can be counted by. */
export type FacetName = 'topic' | 'owner' | 'audience';

/** One page of what was found. */
export interface SearchResult {
  readonly hits: readonly SearchHit[];
  readonly hasMore: boolean;
  /** Over all pages. */
  readonly total: SearchTotal;
  /** The counts wanted, over all pages: most first, then by value; those of 0 are left out. */
  readonly facets: readonly Facet[];
  /** The text with its misspelt words put right, where the hits were found by that; null when it was taken as it is. */
  readonly corrected: string | null;
  readonly generation: Generation;
  /** Why this result came by a lesser way than usual; null when it did not. */
  readonly degraded: Degradation | null;
}

/** How many were found; an estimate where the engine does not count to the end, or where index and snapshot differ. */
export interface SearchTotal {
  readonly count: number;
  readonly kind: 'EXACT' | 'ESTIMATE';
}

/** Names a document that was found, and the words by which. */
export interface SearchHit {
  readonly answerKey: string;
  /** The version that was indexed; another one in the snapshot means that the index is behind. */
  readonly version: number;
  readonly locale: string;
  /** From 0 to 1, higher is better; comparable within one result only. */
  readonly score: number;
  /** The document's own words that were hit, as `foldedWords` of `words/fold.ts` writes them: what highlights are made of, against the snapshot's text. */
  readonly terms: readonly string[];
  readonly cursor: string;
}

/** How many of the documents found have each value; a document counts for its topic and for every topic above it. */
export interface Facet {
  readonly name: FacetName;
  readonly counts: readonly { readonly value: string; readonly count: number }[];
}

/** One content of the index, under one set of rules: cursors hold within it. */
export interface Generation {
  /** Changes with the rules (`settings`), the documents and the synonyms, and with nothing else. */
  readonly id: string;
  /** The snapshot that the index stands for. */
  readonly sequence: number;
}

/** Why a result is less than usual, for programs and in one sentence for people. */
export interface Degradation {
  readonly reason: 'ENGINE_UNREACHABLE' | 'ENGINE_SLOW';
  readonly sentence: string;
}

/** What is being typed, at least one character. */
export interface SuggestRequest {
  readonly text: string;
  readonly locale: string;
  readonly audiences: readonly Audience[];
  /** How many, 1 to 10. */
  readonly first: number;
}

/** Answers whose question goes on as it was begun: every word typed is in it, the last one at least by its beginning. */
export interface SuggestResult {
  readonly hits: readonly Omit<SearchHit, 'cursor'>[];
  readonly generation: Generation;
  readonly degraded: Degradation | null;
}

/** All that the index is to hold. */
export interface IndexBuild {
  /** The snapshot that the documents are of. */
  readonly sequence: number;
  /** One for each answer and locale. */
  readonly documents: readonly SearchDocument[];
  readonly synonyms: readonly Synonym[];
}

/** An answer's words in one locale, facts filled in, without markup. */
export interface SearchDocument {
  readonly answerKey: string;
  readonly version: number;
  readonly locale: string;
  readonly audience: Audience;
  /** Its topic and all topics above it, the root first, its own last. */
  readonly topics: readonly string[];
  readonly owner: string;
  readonly scope: Scope;
  readonly question: string;
  readonly title: string;
  readonly phrasings: readonly string[];
  readonly body: string;
}

/** Words of one locale that mean others: who looks for `from` finds `to` too; `twoWay`, and the other way round. Each is one word or several. */
export interface Synonym {
  readonly locale: string;
  readonly from: string;
  readonly to: string;
  readonly twoWay: boolean;
}
