import type { Meilisearch } from 'meilisearch';
import { cursorAt, placesBefore } from '../cursors.js';
import type {
  Facet,
  FacetName,
  SearchHit,
  SearchMatch,
  SearchRequest,
  SearchResult,
  SuggestRequest,
  SuggestResult,
} from '../search-engine.js';
import { correctedText } from './corrected.js';
import { foundTerms } from './found-terms.js';
import { mostHits } from './index-settings.js';
import { highestOf, indexName } from './index-names.js';
import { engineText, type Question, questionsOf } from './question.js';
import { type EngineHit, type EngineQuery, type Read, readIndex } from './read-index.js';
import { requestFilter } from './request-filter.js';

/** Where is searched, and until when. */
export interface Reading {
  readonly client: Meilisearch;
  readonly prefix: string;
  readonly signal: AbortSignal;
  readonly wasWritten: () => Promise<boolean>;
}

const facetAttributes: Readonly<Record<FacetName, string>> = { topic: 'topics', owner: 'owner', audience: 'audience' };
/** So many hits are looked at for the words that were meant. */
const hitsForCorrection = 5;

/** Finds documents, as `SearchEngine.search` promises. */
export async function searchIn(
  { client, prefix, signal, wasWritten }: Reading,
  request: SearchRequest,
): Promise<SearchResult> {
  const { text, locale, audiences, filters, match, facets, first, after } = request;
  const questions = questionsOf(text, locale);
  const filter = requestFilter(audiences, filters).text;
  const order = {
    indexUid: indexName(prefix, locale, highestOf(audiences)),
    locale,
    queries: questions.length > 0 ? queriesFor(questions, match, filter) : nothing,
    wasWritten,
    facets: facets.map((name) => facetAttributes[name]),
  };
  const offset = after === null ? 0 : placeIn(after);
  const read = await readIndex(
    client,
    prefix,
    { ...order, offset: Math.min(offset, mostHits), limit: first + 1 },
    signal,
  );
  placesBefore(after, read.generation.id);
  const hits = read.hits.slice(0, first).map((hit) => hitOf(hit, locale));
  const typed = hits.slice(0, hitsForCorrection).flatMap(({ terms }) => terms);
  return {
    hits: hits.map((hit, i) => ({ ...hit, cursor: cursorAt(read.generation.id, offset + i) })),
    hasMore: read.hits.length > first,
    total: { count: read.total, kind: 'ESTIMATE' },
    facets: facets.map((name) => facetOf(name, read)),
    corrected: correctedText(text, locale, typed),
    generation: read.generation,
    degraded: null,
  };
}

/** Finds questions by how they begin, as `SearchEngine.suggest` promises. */
export async function suggestIn(
  { client, prefix, signal, wasWritten }: Reading,
  { text, locale, audiences, first }: SuggestRequest,
): Promise<SuggestResult> {
  const questions = questionsOf(text, locale, { keepStopWords: true });
  const filter = requestFilter(audiences, { topics: [], owners: [], scope: {} }).text;
  const order = {
    indexUid: indexName(prefix, locale, highestOf(audiences)),
    locale,
    queries:
      questions.length > 0
        ? questions.map((question) => ({
            q: engineText(question),
            filter,
            matchingStrategy: 'all' as const,
            attributesToSearchOn,
          }))
        : nothing,
    wasWritten,
  };
  const read = await readIndex(client, prefix, { ...order, facets: [], offset: 0, limit: first }, signal);
  return { hits: read.hits.map((hit) => hitOf(hit, locale)), generation: read.generation, degraded: null };
}

/** Questions are suggested by their own words, and those of their titles. */
const attributesToSearchOn = ['question', 'title', 'questionStems'];

/** Asked where there is no word to look for: an empty text would give the engine's every document. */
const nothing: readonly EngineQuery[] = [{ q: '', filter: 'kind = "nothing"' }];

function queriesFor(questions: readonly Question[], match: SearchMatch, filter: string): readonly EngineQuery[] {
  if (match !== 'any') {
    const matchingStrategy = match === 'all' ? 'all' : 'frequency';
    return questions.map((question) => ({ q: engineText(question), filter, matchingStrategy }));
  }
  const each = questions.flatMap(({ terms, open }) =>
    terms.map((term, i) => engineText({ terms: [term], open: open && i === terms.length - 1 })),
  );
  return [...new Set(each)].map((q) => ({ q, filter, matchingStrategy: 'all' }));
}

/** The place that a cursor names; whether it is of this generation is seen when that is known. */
function placeIn(after: string): number {
  const generation = Buffer.from(after, 'base64url').toString('latin1').split(':')[0] ?? '';
  return placesBefore(after, generation);
}

function hitOf(hit: EngineHit, locale: string): Omit<SearchHit, 'cursor'> {
  const { answerKey, version, _rankingScore: score } = hit;
  return { answerKey, version, locale, score, terms: foundTerms(hit._formatted, locale) };
}

function facetOf(name: FacetName, { facets }: Read): Facet {
  const counts = Object.entries(facets[facetAttributes[name]] ?? {}).map(([value, count]) => ({ value, count }));
  const sorted = counts
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { name, counts: sorted };
}
