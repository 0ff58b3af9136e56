import type { Database } from '../../platform/database/database.js';
import { AppError, isAppError } from '../../platform/errors.js';
import { readQuery } from '../query/read-query.js';
import { resolveQuery } from '../query/resolve-query.js';
import type { SearchEngine, SearchRequest, SearchResult, SuggestRequest, SuggestResult } from '../search-engine.js';
import { cursorAt, placesBefore } from '../cursors.js';
import { readerOf } from '../generation.js';
import { inTime } from '../in-time.js';
import { findDocuments } from './find-documents.js';
import { findQuestions } from './find-questions.js';
import { KnownDocuments } from './known-documents.js';
import { documentsIn, type IndexState, stateOfIndex } from './index-state.js';
import { postgresVocabulary } from './postgres-vocabulary.js';
import { indexWriter } from './write-index.js';

/** How long a search may take in all, in milliseconds; and a statement of it, which ends sooner so that the database does not work for nobody. */
const budgetMs = 800;

/** Full text over stems of our own analysis, a dictionary of the documents' words for misspelt, begun and compound ones, all in PostgreSQL. */
export function postgresEngine(db: Database, options: { readonly budgetMs?: number } = {}): SearchEngine {
  const budget = options.budgetMs ?? budgetMs;
  const known = new KnownDocuments();
  const answer = async <T>(work: () => Promise<T>) => {
    try {
      return await answering(budget, work);
    } catch (error) {
      if (isAppError(error) && error.details.reason === 'ENGINE_UNREACHABLE') known.forget();
      throw error;
    }
  };
  return {
    search: (request) =>
      answer(() => reading(db, budget, request, (tx, state) => search({ tx, state, known }, request))),
    suggest: (request) =>
      answer(() => reading(db, budget, request, (tx, state) => suggest({ tx, state, known }, request))),
    index: indexWriter(db),
  };
}

/** Runs on one state of the index, whatever is written meanwhile. */
function reading<T>(
  db: Database,
  budget: number,
  request: SearchRequest | SuggestRequest,
  read: (tx: Database, state: IndexState) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => read(tx, await stateOfIndex(tx, budget, readerOf(request))));
}

/** One state of the index, and what is known of its documents already. */
interface Open {
  readonly tx: Database;
  readonly state: IndexState;
  readonly known: KnownDocuments;
}

async function search({ tx, state, known }: Open, request: SearchRequest): Promise<SearchResult> {
  const { text, locale, audiences } = request;
  const { generation, synonyms } = state;
  const skipped = placesBefore(request.after, generation.id);
  const query = readQuery(text, locale);
  const nothing = query.words.length + query.phrases.length === 0;
  const vocabulary = postgresVocabulary(tx, state, { locale, audiences });
  const resolved = nothing
    ? { units: [], phrases: [], terms: [], corrected: null }
    : await resolveQuery(query, vocabulary, { text, locale, synonyms });
  const page = await findDocuments(tx, request, resolved, { known, skipped, documents: documentsIn(state) });
  return {
    hits: page.hits.map((hit, i) => ({ ...hit, terms: resolved.terms, cursor: cursorAt(generation.id, skipped + i) })),
    hasMore: page.count > skipped + page.hits.length,
    total: { count: page.count, kind: 'EXACT' },
    facets: page.facets,
    corrected: page.count === 0 ? null : resolved.corrected,
    generation,
    degraded: null,
  };
}

async function suggest({ tx, state, known }: Open, request: SuggestRequest): Promise<SuggestResult> {
  const { text, locale, audiences } = request;
  const query = readQuery(text, locale, { keepStopWords: true });
  const vocabulary = postgresVocabulary(tx, state, { locale, audiences });
  const resolved = await resolveQuery(query, vocabulary, { text, locale, synonyms: state.synonyms, typing: true });
  const found = await findQuestions(tx, request, resolved, { known, documents: documentsIn(state) });
  return {
    hits: found.map((hit) => ({ ...hit, terms: resolved.terms })),
    generation: state.generation,
    degraded: null,
  };
}

/** What fails or takes too long is told in one sentence; our own refusals pass. */
async function answering<T>(ms: number, work: () => Promise<T>): Promise<T> {
  try {
    return await inTime(ms, work);
  } catch (error) {
    if (isAppError(error)) throw error;
    const slow = (error as { code?: unknown }).code === '57014';
    throw new AppError(
      'UNAVAILABLE',
      slow ? 'The search took too long: try again.' : 'The search cannot be reached just now: try again in a moment.',
      { reason: slow ? 'ENGINE_SLOW' : 'ENGINE_UNREACHABLE' },
      { cause: error },
    );
  }
}
