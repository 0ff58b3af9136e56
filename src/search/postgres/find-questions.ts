import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { scoreParts } from '../query/rank.js';
import type { ResolvedQuery } from '../query/resolve-query.js';
import type { SuggestRequest } from '../search-engine.js';
import { exactNumber } from '../words/index-entry.js';
import { type FoundDocument, number, permitted } from './find-documents.js';
import { allOf, head, waysOf } from './stem-queries.js';

/** The questions that hold all that is typed, those first of which it is more. */
export async function findQuestions(
  tx: Database,
  request: SuggestRequest,
  query: ResolvedQuery,
): Promise<readonly FoundDocument[]> {
  const all = query.units.length === 0 ? null : allOf(query.units);
  if (all === null) return [];
  const weight = query.units.reduce((sum, unit) => sum + unit.weight, 0);
  const values = query.units.map((_, unit) => {
    const ways = waysOf(query.units).filter((way) => way.unit === unit);
    const worths = ways.map(
      (way) => sql`case when head @@ ${way.place}::tsquery then ${number(way.weight * way.worth * head)} else 0 end`,
    );
    return sql`greatest(${sql.join(worths)})`;
  });
  const allowed = permitted({ ...request, filters: { topics: [], owners: [], scope: {} } });
  const { rows } = await sql<FoundDocument>`
    select answer_key as "answerKey", version, locale, round((
      ${number(scoreParts.coverage)} * (${sql.join(values, sql` + `)}) / ${number(weight)}
      + ${number(scoreParts.share)} * least(1, ${query.units.length}::float8 / greatest(1, question_length))
      + case when ${exactNumber(request.text)}::int = any(exact) then ${number(scoreParts.exact)} else 0 end)::numeric, 4)::float8 as score
    from search_document
    where words @@ ${all}::tsquery and head @@ ${all}::tsquery and ${sql.join(allowed, sql` and `)}
    order by score desc, answer_key limit ${request.first}`.execute(tx);
  return rows;
}
