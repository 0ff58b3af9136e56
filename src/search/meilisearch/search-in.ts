import type { Meilisearch } from 'meilisearch';
import { cursorAt, placesBefore } from '../cursors.js';
import { readQuery } from '../query/read-query.js';
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
import { mostHits, stemmed } from './index-settings.js';
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
            attributesToSearchOn: [...suggestedBy[question.stems ? 'stems' : 'words']],
          }))
        : nothing,
    wasWritten,
  };
  const read = await readIndex(client, prefix, { ...order, facets: [], offset: 0, limit: first }, signal);
  const hits = begunSo(
    read.hits.map((hit) => hitOf(hit, locale)),
    text,
    locale,
  );
  return { hits, generation: read.generation, degraded: null };
}

/** Questions are suggested by their own words, and those of their titles. */
const suggestedBy = { words: ['question', 'title'], stems: ['questionStems'] } as const;

/** The engine forgives a slip in a beginning too; where a question goes on exactly as typed, others do not count. */
function begunSo<Hit extends { readonly terms: readonly string[] }>(
  hits: readonly Hit[],
  text: string,
  locale: string,
): readonly Hit[] {
  const last = readQuery(text, locale, { keepStopWords: true }).words.at(-1);
  const exact = hits.filter(({ terms }) => last && terms.some((term) => term.startsWith(last.word)));
  return exact.length > 0 ? exact : hits;
}

/** Asked where there is no word to look for: an empty text would give the engine's every document. */
const nothing: readonly EngineQuery[] = [{ q: '', filter: 'kind = "nothing"' }];

function queriesFor(questions: readonly Question[], match: SearchMatch, filter: string): readonly EngineQuery[] {
  if (match !== 'any') {
    const matchingStrategy = match === 'all' ? 'all' : 'frequency';
    return questions.map((question) => ({ q: engineText(question), filter, matchingStrategy, ...placesOf(question) }));
  }
  return questions.flatMap((question) =>
    question.terms.map((term, i, { length }) => ({
      q: engineText({ ...question, terms: [term], open: question.open && i === length - 1 }),
      filter,
      matchingStrategy: 'all',
      ...placesOf(question),
    })),
  );
}

/** Words are looked for everywhere, stems among stems. */
function placesOf({ stems }: Question): Pick<EngineQuery, 'attributesToSearchOn'> {
  return stems ? { attributesToSearchOn: [...stemmed] } : {};
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
