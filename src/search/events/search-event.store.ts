import { sql } from 'kysely';
import type { Audience } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import type { NewRow } from '../../platform/database/tables.js';

export async function insertSearchEvent(
  db: Database,
  row: NewRow<'search_event'> & { readonly at: Date },
): Promise<void> {
  await db.insertInto('search_event').values(row).execute();
}

/** How often each answer was opened from searches since an instant, by people of these audiences. */
export async function clicksSince(
  db: Database,
  since: Date,
  audiences: readonly Audience[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ answer: string; clicks: number }>`
    select clicked_answer as answer, count(distinct session)::int as clicks from search_event
    where clicked_answer is not null and at >= ${since} and audience = any(${[...audiences]})
    group by clicked_answer`.execute(db);
  return new Map(rows.map(({ answer, clicks }) => [answer, clicks]));
}
