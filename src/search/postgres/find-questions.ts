import type { Database } from '../../platform/database/database.js';
import { permits } from '../query/permits.js';
import { floors } from '../query/rank.js';
import type { ResolvedQuery } from '../query/resolve-query.js';
import type { SuggestRequest } from '../search-engine.js';
import { exactly, type FoundDocument, hitOf, type Index } from './find-documents.js';
import { bestOf, rankDocuments } from './rank-documents.js';
import { readWays } from './read-ways.js';
import { allInHead, both, waysOf } from './stem-queries.js';

const noFilters = { topics: [], owners: [], scope: {} };

/** The questions that hold all that is typed, those first of which it is more. */
export async function findQuestions(
  tx: Database,
  request: SuggestRequest,
  { units }: ResolvedQuery,
  { known, documents }: Index,
): Promise<readonly FoundDocument[]> {
  const { text, locale, audiences, first } = request;
  const all = allInHead(units);
  if (all === null) return [];
  const held = units.map((unit) => waysOf(unit, ['head']));
  // Whoever holds all holds what can be held in one way only: that is the same for each, and need not be looked for.
  const sure = held.filter(({ length }) => length === 1).flat();
  const differing = held.filter(({ length }) => length > 1).flat();
  const weight = units.reduce((sum, unit) => sum + unit.weight, 0);
  const ways = [
    { query: all, weight, value: sure.reduce((sum, { value }) => sum + value, 0), inHead: units.length, exact: 0 },
    ...differing.map((way) => ({ ...way, query: both(way.query, all), weight: 0, inHead: 0 })),
    exactly(text, [all]),
  ];
  const located = await known.locate(tx, await readWays(tx, locale, ways), documents);
  const ranking = rankDocuments(ways, located, {
    weight,
    floor: floors.all,
    permits: (shelf) => permits({ audiences, filters: noFilters }, shelf),
  });
  return bestOf(ranking, first).map((one) => hitOf(one, locale));
}
