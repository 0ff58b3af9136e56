import type { Database } from '../../platform/database/database.js';
import { countFacets } from '../query/count-facets.js';
import { permits } from '../query/permits.js';
import { decisive, floors } from '../query/rank.js';
import type { ResolvedQuery, Unit } from '../query/resolve-query.js';
import type { Facet, SearchHit, SearchRequest } from '../search-engine.js';
import { exactNumber } from '../words/index-entry.js';
import type { KnownDocuments } from './known-documents.js';
import { bestOf, hitsByShelf, type Ranked, rankDocuments } from './rank-documents.js';
import { readWays, type WayToHold } from './read-ways.js';
import { anyOf, both, exactLexeme, phraseOf, quoted, waysOf } from './stem-queries.js';

/** A hit without what the engine adds to all of them. */
export type FoundDocument = Omit<SearchHit, 'terms' | 'cursor'>;

/** One page and what was counted over all. */
export interface FoundDocuments {
  readonly hits: readonly FoundDocument[];
  readonly count: number;
  readonly facets: readonly Facet[];
}

/** What is known of the index. */
export interface Index {
  readonly known: KnownDocuments;
  /** How many documents there are, in all locales and for all audiences. */
  readonly documents: number;
}

/** Scores what holds at least one decisive unit: PostgreSQL finds which documents hold what, and this adds up. */
export async function findDocuments(
  tx: Database,
  request: SearchRequest,
  query: ResolvedQuery,
  { known, documents, skipped }: Index & { readonly skipped: number },
): Promise<FoundDocuments> {
  const { match, locale } = request;
  const deciding = decisive(query.units, match).filter(({ alternatives }) => alternatives.length > 0);
  if (deciding.length === 0 || (match === 'all' && query.units.some(({ alternatives }) => alternatives.length === 0)))
    return { hits: [], count: 0, facets: countFacets([], request.facets) };
  const ways = waysFor(request, query, deciding);
  const located = await known.locate(tx, await readWays(tx, locale, ways), documents);
  const ranking = rankDocuments(ways, located, {
    weight: query.units.reduce((sum, unit) => sum + unit.weight, 0),
    floor: floors[match],
    permits: (shelf) => permits(request, shelf),
  });
  const shelves = hitsByShelf(ranking);
  return {
    hits: bestOf(ranking, skipped + request.first)
      .slice(skipped)
      .map((one) => hitOf(one, locale)),
    count: [...shelves.values()].reduce((sum, hits) => sum + hits, 0),
    facets: countFacets(shelves, request.facets),
  };
}

/** A ranked document as a hit of its locale. */
export function hitOf({ document: { answerKey, version }, score }: Ranked, locale: string): FoundDocument {
  return { answerKey, version, locale, score };
}

/** The ways to hold each unit; frequent words are looked for only where a decisive unit is, and all of it only where the phrases are. */
function waysFor(
  { text }: SearchRequest,
  { units, phrases }: ResolvedQuery,
  deciding: readonly Unit[],
): readonly WayToHold[] {
  const must = phrases.map(phraseOf);
  const near = [anyOf(deciding), ...must];
  const held = units.flatMap((unit) =>
    waysOf(unit).map((way) => ({ ...way, query: both(way.query, ...(deciding.includes(unit) ? must : near)) })),
  );
  return [...held, exactly(text, near)];
}

/** The way to be asked word for word, among what is found by other queries. */
export function exactly(text: string, among: readonly string[]): WayToHold {
  const query = both(quoted(exactLexeme(exactNumber(text))), ...among);
  return { query, weight: 0, value: 0, inHead: 0, exact: 1 };
}
