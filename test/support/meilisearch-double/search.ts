import { ApiError } from './api-error.js';
import { passes, requireFilterable, valuesOf } from './filter-documents.js';
import { parseFilter } from './filter-grammar.js';
import { formatHit } from './format-hit.js';
import { fits, type IndexedDocument, searchedAttributes, tokenizingOf } from './indexed-document.js';
import type { IndexState } from './index-state.js';
import { matchDocuments } from './match-documents.js';
import { parseQuery } from './query.js';
import { compareRanks, keptTerms, type Ranked, rankMatches } from './rank.js';
import { searchParameters, type SearchParameters } from './search-parameters.js';

/** Carries out one search. */
export function searchIndex(index: IndexState, body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const parameters = searchParameters(body);
  const found = findIn(index, parameters);
  const most = index.settings.pagination.maxTotalHits;
  const { offset, limit, page, hitsPerPage } = parameters;
  const size = hitsPerPage ?? 20;
  const paged = page !== null || hitsPerPage !== null;
  const start = paged ? ((page ?? 1) - 1) * size : offset;
  const hits = page === 0 ? [] : found.slice(0, most).slice(start, start + (paged ? size : limit));
  const total = Math.min(found.length, most);
  return {
    hits: hits.map((hit) => formatHit(index, hit, parameters)),
    query: parameters.q,
    processingTimeMs: 0,
    ...(paged
      ? { hitsPerPage: size, page: page ?? 1, totalPages: size === 0 ? 0 : Math.ceil(total / size), totalHits: total }
      : { limit, offset, estimatedTotalHits: total }),
    ...(parameters.facets ? facetsOf(index, found, parameters.facets) : {}),
  };
}

/** Everything that a search finds, best first. */
export function findIn(index: IndexState, parameters: SearchParameters): readonly Ranked[] {
  const { settings } = index;
  const [example] = index.documents.values();
  const names = searchedAttributes(settings, example?.fields ?? {});
  const only = parameters.attributesToSearchOn.includes('*')
    ? null
    : new Set(parameters.attributesToSearchOn.map((name) => names.indexOf(name)));
  const tokenizing = {
    ...tokenizingOf(settings, names[0] ?? ''),
    ...(parameters.locales.length > 0 ? { languages: parameters.locales } : {}),
  };
  const query = parseQuery(parameters.q, tokenizing, settings.stopWords, settings.prefixSearch === 'indexingTime');
  // Every document is looked through: how frequent a word is does not depend on the filter.
  const matches = matchDocuments(index, [...index.documents.values()], query, only);
  const stages = keptTerms(query.terms, matches, parameters.matchingStrategy);
  const admits = filterOf(index, parameters.filter);
  const ranked = rankMatches(
    matches.filter(({ document }) => admits(document)),
    query.terms,
    stages,
    settings.rankingRules,
  );
  return ranked.filter(({ score }) => score >= parameters.rankingScoreThreshold).sort(orderOf(index, parameters.sort));
}

function filterOf(index: IndexState, filter: unknown): (document: IndexedDocument) => boolean {
  const tree = parseFilter(filter);
  if (!tree) return () => true;
  requireFilterable(tree, index.settings.filterableAttributes);
  return ({ fields }) => passes(fields, tree);
}

type Order = (a: Ranked, b: Ranked) => number;

/** The rules in turn, those of the search's `sort` in their place among them; then as the documents came. */
function orderOf(index: IndexState, sort: readonly string[]): Order {
  const { rankingRules, sortableAttributes } = index.settings;
  const sorts = sort.map((rule) => {
    const [attribute = '', direction = ''] = rule.split(':');
    if (!['asc', 'desc'].includes(direction))
      throw new ApiError(
        400,
        'invalid_search_sort',
        `Invalid syntax for the sort parameter: expected expression ending by \`:asc\` or \`:desc\`, found \`${rule}\`.`,
      );
    if (!sortableAttributes.some((pattern) => fits(pattern, attribute)))
      throw new ApiError(400, 'invalid_search_sort', `Attribute \`${attribute}\` is not sortable.`);
    return byAttribute(attribute, direction === 'desc');
  });
  const ruleOrders = rankingRules.flatMap((rule): readonly Order[] => {
    if (rule === 'sort') return sorts;
    const [attribute, direction] = rule.split(':');
    if (attribute !== undefined && direction !== undefined) return [byAttribute(attribute, direction === 'desc')];
    return [(a, b) => compareRanks(onlyBy(rankingRules, rule, a), onlyBy(rankingRules, rule, b))];
  });
  return (a, b) => {
    for (const order of ruleOrders) {
      const before = order(a, b);
      if (before !== 0) return before;
    }
    return 0;
  };
}

const ranksOfRule: Readonly<Record<string, number>> = { exactness: 2, attribute: 2 };

/** The ranks that one rule gave: each gives one, some two. */
function onlyBy(rules: readonly string[], rule: string, hit: Ranked): Ranked {
  if (hit.ranks.length === 0) return hit;
  const scored = rules.filter((name) => name !== 'sort' && !name.includes(':'));
  const start = scored.slice(0, scored.indexOf(rule)).reduce((n, name) => n + (ranksOfRule[name] ?? 1), 0);
  return { ...hit, ranks: hit.ranks.slice(start, start + (ranksOfRule[rule] ?? 1)) };
}

/** Numbers before texts; documents without the attribute last, whichever way. */
function byAttribute(attribute: string, descending: boolean): Order {
  // Texts are compared without case.
  const key = ({ document }: Ranked) => {
    const [value] = valuesOf(document.fields[attribute]);
    return typeof value === 'string' ? value.toLowerCase() : value;
  };
  return (a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === undefined || y === undefined) return x === y ? 0 : x === undefined ? 1 : -1;
    if (typeof x !== typeof y) return typeof x === 'number' ? -1 : 1;
    const order = x < y ? -1 : x > y ? 1 : 0;
    return descending ? -order : order;
  };
}

/** How many of what was found have each value. */
export function facetsOf(index: IndexState, found: readonly Ranked[], wanted: readonly string[]) {
  const { filterableAttributes, faceting } = index.settings;
  const names = wanted.includes('*') ? filterableAttributes : wanted;
  for (const name of names)
    if (!filterableAttributes.some((pattern) => fits(pattern, name)))
      throw new ApiError(
        400,
        'invalid_search_facets',
        `Invalid facet distribution: Attribute \`${name}\` is not filterable.`,
      );
  const distribution = names.map((name) => {
    const counts = new Map<string, number>();
    for (const { document } of found)
      for (const value of new Set(valuesOf(document.fields[name]).map(String)))
        counts.set(value, (counts.get(value) ?? 0) + 1);
    const byCount = (faceting.sortFacetValuesBy[name] ?? faceting.sortFacetValuesBy['*']) === 'count';
    const sorted = [...counts].sort(([a, n], [b, m]) => (byCount ? m - n : 0) || (a < b ? -1 : 1));
    return [name, Object.fromEntries(sorted.slice(0, faceting.maxValuesPerFacet))] as const;
  });
  const stats = names.flatMap((name) => {
    const numbers = found
      .flatMap(({ document }) => valuesOf(document.fields[name]))
      .filter((value) => typeof value === 'number');
    return numbers.length > 0 ? [[name, { min: Math.min(...numbers), max: Math.max(...numbers) }] as const] : [];
  });
  return { facetDistribution: Object.fromEntries(distribution), facetStats: Object.fromEntries(stats) };
}
