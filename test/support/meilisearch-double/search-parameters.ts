import { ApiError, notModelled } from './api-error.js';

/** A search as it is carried out: everything said or at its default. */
export interface SearchParameters {
  readonly q: string;
  readonly offset: number;
  readonly limit: number;
  readonly page: number | null;
  readonly hitsPerPage: number | null;
  readonly filter: unknown;
  readonly facets: readonly string[] | null;
  readonly sort: readonly string[];
  readonly matchingStrategy: 'last' | 'all' | 'frequency';
  readonly attributesToSearchOn: readonly string[];
  readonly attributesToRetrieve: readonly string[];
  readonly attributesToHighlight: readonly string[];
  readonly attributesToCrop: readonly string[];
  readonly cropLength: number;
  readonly cropMarker: string;
  readonly highlightPreTag: string;
  readonly highlightPostTag: string;
  readonly showMatchesPosition: boolean;
  readonly showRankingScore: boolean;
  readonly rankingScoreThreshold: number;
  readonly locales: readonly string[];
}

const defaults: SearchParameters = {
  q: '',
  offset: 0,
  limit: 20,
  page: null,
  hitsPerPage: null,
  filter: null,
  facets: null,
  sort: [],
  matchingStrategy: 'last',
  attributesToSearchOn: ['*'],
  attributesToRetrieve: ['*'],
  attributesToHighlight: [],
  attributesToCrop: [],
  cropLength: 10,
  cropMarker: '…',
  highlightPreTag: '<em>',
  highlightPostTag: '</em>',
  showMatchesPosition: false,
  showRankingScore: false,
  rankingScoreThreshold: 0,
  locales: [],
};

const elsewhere = ['indexUid', 'federationOptions'];

/** Reads the body of a search; what the engine knows and the double does not is refused. */
export function searchParameters(body: Readonly<Record<string, unknown>>): SearchParameters {
  const given = Object.entries(body).filter(
    ([name, value]) => !elsewhere.includes(name) && value !== null && value !== undefined,
  );
  for (const [name, value] of given)
    if (!Object.hasOwn(defaults, name) && value !== false) throw notModelled(`the search parameter ${name}`);
  const parameters = { ...defaults, ...Object.fromEntries(given) } as SearchParameters;
  if (!['last', 'all', 'frequency'].includes(parameters.matchingStrategy))
    throw new ApiError(
      400,
      'invalid_search_matching_strategy',
      `Unknown value \`${parameters.matchingStrategy}\` at \`.matchingStrategy\`: expected one of \`last\`, \`all\`, \`frequency\``,
    );
  return parameters;
}
