import { sql } from 'kysely';
import type { Audience } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import type { NewRow } from '../../platform/database/tables.js';

const prepared = new WeakMap<Database, Set<string>>();

/** Adds an event to its month. */
export async function insertSearchEvent(
  db: Database,
  row: NewRow<'search_event'> & { readonly at: Date },
): Promise<void> {
  await prepareMonth(db, row.at);
  await db.insertInto('search_event').values(row).execute();
}

/** Makes the partition of a month (UTC) where it is missing; once a process and month. */
async function prepareMonth(db: Database, at: Date): Promise<void> {
  const months = prepared.get(db) ?? new Set<string>();
  prepared.set(db, months);
  const from = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
  const name = partitionOf(from);
  if (months.has(name)) return;
  const to = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('search_event'))`.execute(tx);
    await sql`
      create table if not exists ${sql.id(name)} partition of search_event
      for values from (${sql.lit(from.toISOString())}) to (${sql.lit(to.toISOString())})`.execute(tx);
  });
  months.add(name);
}

/** Drops the months that ended before an instant. */
export async function dropMonthsBefore(db: Database, before: Date): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_inherits join pg_class on oid = inhrelid
    where inhparent = 'search_event'::regclass and relname < ${partitionOf(before)}`.execute(db);
  for (const { name } of rows) await sql`drop table if exists ${sql.id(name)}`.execute(db);
}

function partitionOf(month: Date): string {
  return `search_event_${month.toISOString().slice(0, 7).replace('-', '_')}`;
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
