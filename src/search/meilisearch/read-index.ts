import type { Meilisearch, MultiSearchQuery } from 'meilisearch';
import { AppError } from '../../platform/errors.js';
import { refusedWith, unavailable } from './connect.js';
import { is } from './filter.js';
import { stateIndexName } from './index-names.js';
import type { MarkedTexts } from './found-terms.js';
import { searchable } from './index-settings.js';
import { marks, type Marker } from './wire-document.js';

/** A hit as the engine gives it. */
export interface EngineHit {
  readonly answerKey: string;
  readonly version: number;
  readonly _formatted: MarkedTexts;
  readonly _rankingScore: number;
}

/** What an index gave, and of which content and snapshot it is. */
export interface Read {
  readonly hits: readonly EngineHit[];
  readonly total: number;
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly generation: { readonly id: string; readonly sequence: number };
}

/** A read of one index: its name, its locale as documents carry it, and what is asked of it. */
export interface ReadOrder {
  /** Whether anything was ever written there: what was, and is not there, is lost. */
  readonly wasWritten: () => Promise<boolean>;
  readonly indexUid: string;
  readonly locale: string;
  /** One query, or several of which a document must fit one. */
  readonly queries: readonly EngineQuery[];
  readonly facets: readonly string[];
  readonly offset: number;
  readonly limit: number;
}

/** What is asked, and under which conditions. */
export type EngineQuery = Pick<MultiSearchQuery, 'matchingStrategy' | 'attributesToSearchOn'> & {
  readonly q: string;
  readonly filter: string;
};

/** What every indexed locale is listed in. */
interface State {
  readonly sequence: number;
  readonly locales: readonly string[];
}

/**
 * Reads an index and the marker in it, before and after: when a build was put in force between, the read is done again. The marker is in the index and
 * changes with it in one step, so a result is always of the content that it names. Throws UNAVAILABLE.
 */
export async function readIndex(
  client: Meilisearch,
  prefix: string,
  order: ReadOrder,
  signal: AbortSignal,
): Promise<Read> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const read = await (order.queries.length === 1 ? readAtOnce : readFederated)(client, prefix, order, signal).catch(
      async (error: unknown) => {
        if (!refusedWith(error, 'index_not_found')) throw unavailable(error);
        return nothingIn(await stateOf(client, prefix, order, signal), order);
      },
    );
    if (read) return read;
  }
  throw new AppError('UNAVAILABLE', 'The search index is being exchanged.', { reason: 'ENGINE_UNREACHABLE' });
}

async function readAtOnce(
  client: Meilisearch,
  prefix: string,
  order: ReadOrder,
  signal: AbortSignal,
): Promise<Read | null> {
  const { indexUid, queries, facets, offset, limit } = order;
  const [query] = queries;
  if (!query) throw new Error('a read without a query');
  const search = { indexUid, ...shown, ...query, facets: [...facets], offset, limit };
  const { results } = await client.multiSearch<{ queries: MultiSearchQuery[] }>(
    { queries: [markerQuery(indexUid), search, stateQuery(prefix), markerQuery(indexUid)] },
    { signal },
  );
  const [before, found, state, after] = results;
  const generation = generationOf([before, after], state);
  if (!generation || !found) return null;
  return {
    hits: found.hits as unknown as readonly EngineHit[],
    total: found.estimatedTotalHits ?? 0,
    facets: found.facetDistribution ?? {},
    generation,
  };
}

/** Merged by the engine, which counts a document once however many of the queries it fits; a federated call can hold nothing else. */
async function readFederated(
  client: Meilisearch,
  prefix: string,
  order: ReadOrder,
  signal: AbortSignal,
): Promise<Read | null> {
  const { indexUid, queries, facets, offset, limit } = order;
  const ask = () =>
    client.multiSearch<{ queries: MultiSearchQuery[] }>(
      { queries: [markerQuery(indexUid), stateQuery(prefix)] },
      { signal },
    );
  const first = await ask();
  const federation = { offset, limit, facetsByIndex: { [indexUid]: [...facets] } };
  const found = await client.multiSearch(
    { federation, queries: queries.map((query) => ({ indexUid, ...shown, ...query })) },
    { signal },
  );
  const last = await ask();
  const generation = generationOf([first.results[0], last.results[0]], last.results[1]);
  if (!generation) return null;
  return {
    hits: found.hits as unknown as readonly EngineHit[],
    total: found.estimatedTotalHits ?? 0,
    facets: found.facetsByIndex?.[indexUid]?.distribution ?? {},
    generation,
  };
}

/** What is shown of a hit; the marks show where the words are, for the offsets of the engine are of bytes. */
const shown = {
  attributesToRetrieve: ['answerKey', 'version', 'questionWords', 'stemWords', 'partWords'],
  attributesToHighlight: [...searchable],
  highlightPreTag: marks.before,
  highlightPostTag: marks.after,
  showRankingScore: true,
};

function markerQuery(indexUid: string): MultiSearchQuery {
  return { indexUid, q: '', filter: is('kind', 'generation').text, limit: 1 };
}

function stateQuery(prefix: string): MultiSearchQuery {
  return { indexUid: stateIndexName(prefix), q: '', limit: 1 };
}

type Found = { readonly hits: readonly object[] } | undefined;

/** Null when the index changed between the two looks at its marker. */
function generationOf(markers: readonly Found[], state: Found): Read['generation'] | null {
  const [before, after] = markers.map((found) => found?.hits[0] as Marker | undefined);
  const listed = state?.hits[0] as State | undefined;
  if (!before || !after || !listed)
    throw new AppError('UNAVAILABLE', 'The search index is not complete yet.', { reason: 'ENGINE_UNREACHABLE' });
  if (before.generation !== after.generation) return null;
  return { id: after.generation, sequence: Math.max(after.sequence, listed.sequence) };
}

async function stateOf(
  client: Meilisearch,
  prefix: string,
  { wasWritten }: ReadOrder,
  signal: AbortSignal,
): Promise<State> {
  const found = await client
    .index<Record<string, unknown>>(stateIndexName(prefix))
    .search('', { limit: 1 }, { signal })
    .catch((error: unknown) => {
      if (!refusedWith(error, 'index_not_found')) throw unavailable(error);
      return null;
    });
  const [state] = (found?.hits ?? []) as unknown as readonly State[];
  if (state) return state;
  if (!(await wasWritten())) return { sequence: 0, locales: [] };
  throw new AppError('UNAVAILABLE', 'The search index is not complete.', { reason: 'ENGINE_UNREACHABLE' });
}

/** There are no documents in a locale that is not listed; a listed one whose index is gone is lost, which is not the same. */
function nothingIn(state: State, { locale }: ReadOrder): Read {
  if (state.locales.includes(locale))
    throw new AppError('UNAVAILABLE', 'The search index is lost and must be built again.', {
      reason: 'ENGINE_UNREACHABLE',
    });
  return { hits: [], total: 0, facets: {}, generation: { id: 'none', sequence: state.sequence } };
}
