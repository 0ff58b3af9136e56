import { ApiError, notModelled } from './api-error.js';
import { formatHit } from './format-hit.js';
import type { IndexState } from './index-state.js';
import { facetsOf, findIn, searchIndex } from './search.js';
import { type SearchParameters, searchParameters } from './search-parameters.js';
import type { Ranked } from './rank.js';

interface Federation {
  readonly limit?: number;
  readonly offset?: number;
  readonly facetsByIndex?: Readonly<Record<string, readonly string[]>>;
}

interface FederatedQuery extends Readonly<Record<string, unknown>> {
  readonly indexUid: string;
}

/** Several searches in one call: each with a result of its own, or `federated` into one list in which a document stands once. */
export function multiSearch(
  body: { readonly queries: readonly FederatedQuery[]; readonly federation?: Federation | null },
  indexOf: (uid: string) => IndexState,
): Record<string, unknown> {
  const { queries, federation } = body;
  if (federation) return federated(queries, federation, indexOf);
  return {
    results: queries.map((query) => ({ indexUid: query.indexUid, ...searchIndex(indexOf(query.indexUid), query) })),
  };
}

interface Merged {
  readonly index: IndexState;
  readonly hit: Ranked;
  readonly parameters: SearchParameters;
  readonly position: number;
}

function federated(
  queries: readonly FederatedQuery[],
  federation: Federation,
  indexOf: (uid: string) => IndexState,
): Record<string, unknown> {
  const all = queries.flatMap((query, position): readonly Merged[] => {
    const unwanted = ['limit', 'offset', 'page', 'hitsPerPage'].find(
      (name) => query[name] !== undefined && query[name] !== null,
    );
    if (unwanted)
      throw new ApiError(
        400,
        'invalid_multi_search_query_pagination',
        `Inside \`.queries[${position}]\`: Using pagination options is not allowed in federated queries.`,
      );
    if (query['facets'])
      throw new ApiError(
        400,
        'invalid_multi_search_query_facets',
        `Inside \`.queries[${position}]\`: Using facet options is not allowed in federated queries.`,
      );
    if (query['federationOptions']) throw notModelled('weights of federated queries');
    const index = indexOf(query.indexUid);
    const parameters = searchParameters(query);
    return findIn(index, parameters).map((hit) => ({ index, hit, parameters, position }));
  });
  const merged = once(all.sort((a, b) => b.hit.score - a.hit.score || a.position - b.position));
  const { offset = 0, limit = 20, facetsByIndex } = federation;
  return {
    hits: merged.slice(offset, offset + limit).map(({ index, hit, parameters, position }) => ({
      ...formatHit(index, hit, parameters),
      _federation: { indexUid: index.uid, queriesPosition: position, weightedRankingScore: hit.score },
    })),
    processingTimeMs: 0,
    limit,
    offset,
    estimatedTotalHits: merged.length,
    ...(facetsByIndex ? { facetsByIndex: facetsIn(merged, facetsByIndex, indexOf) } : {}),
  };
}

function once(all: readonly Merged[]): readonly Merged[] {
  const seen = new Set<unknown>();
  return all.filter(({ hit }) => !seen.has(hit.document) && seen.add(hit.document));
}

function facetsIn(
  merged: readonly Merged[],
  wanted: Readonly<Record<string, readonly string[]>>,
  indexOf: (uid: string) => IndexState,
) {
  return Object.fromEntries(
    Object.entries(wanted).map(([uid, names]) => {
      const index = indexOf(uid);
      const { facetDistribution, facetStats } = facetsOf(
        index,
        merged.filter((one) => one.index === index).map(({ hit }) => hit),
        names,
      );
      return [uid, { distribution: facetDistribution, stats: facetStats }];
    }),
  );
}
