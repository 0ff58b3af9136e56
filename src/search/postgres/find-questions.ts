import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { scoreParts } from '../query/rank.js';
import type { ResolvedQuery } from '../query/resolve-query.js';
import type { SuggestRequest } from '../search-engine.js';
import { exactNumber } from '../words/index-entry.js';
import { type FoundDocument, number, permitted, source } from './find-documents.js';
import { allInHead, both, exactLexeme, quoted, waysOf } from './stem-queries.js';

/** The questions that hold all that is typed, those first of which it is more. */
export async function findQuestions(
  tx: Database,
  request: SuggestRequest,
  query: ResolvedQuery,
  documents: number,
): Promise<readonly FoundDocument[]> {
  const all = allInHead(query.units);
  if (all === null) return [];
  const weight = query.units.reduce((sum, unit) => sum + unit.weight, 0);
  const ways = query.units.map((unit) => waysOf(unit, ['head']));
  // Whoever holds all holds what can be held in one way only: that is the same for each, and need not be looked for.
  const [same = [], differing = []] = [
    ways.filter(({ length }) => length === 1),
    ways.filter(({ length }) => length > 1),
  ];
  const sure = same.flat().reduce((sum, way) => sum + way.weight * way.value, 0);
  const rows = [
    sql`(${number(sure)}, 0, ${all}::tsquery)`,
    ...differing.flat().map((way) => sql`(${number(way.weight * way.value)}, 0, ${both(way.query, all)}::tsquery)`),
    sql`(0, 1, ${both(quoted(exactLexeme(exactNumber(request.text))), all)}::tsquery)`,
  ];
  const allowed = permitted({ ...request, filters: { topics: [], owners: [], scope: {} } });
  const found = await sql<FoundDocument>`
    with way (value, exact, query) as (values ${sql.join(rows)}),
    held as (
      select id, sum(value) as value, sum(exact) as exact
      from way, lateral (select id from search_document where words @@ way.query and locale = ${request.locale} offset 0) as document
      group by id
    )
    select answer_key as "answerKey", version, locale, floor(10000 * (
      ${number(scoreParts.coverage)} * value / ${number(weight)}
      + ${number(scoreParts.share)} * least(1, ${query.units.length}::float8 / greatest(1, question_length))
      + ${number(scoreParts.exact)} * exact) + 0.5) / 10000 as score
    from held join ${source(Math.min(...query.units.map((unit) => unit.documents)), documents)} using (id)
    where ${sql.join(allowed, sql` and `)}
    order by score desc, answer_key limit ${request.first}`.execute(tx);
  return found.rows;
}
