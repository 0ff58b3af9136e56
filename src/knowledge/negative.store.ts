import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';
import type { Among, Instants } from './snapshot.store.js';

export async function insertNegatives(db: Database, rows: readonly NewRow<'negative_phrasing'>[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('negative_phrasing')
      .values([...rows])
      .execute();
}

export function liveNegatives(db: Database, answerId: number, locale: string): Promise<Row<'negative_phrasing'>[]> {
  return db
    .selectFrom('negative_phrasing')
    .selectAll()
    .where('answer_id', '=', answerId)
    .where('locale', '=', locale)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

export async function endNegative(
  db: Database,
  id: number,
  end: { readonly by: string; readonly at: Date },
): Promise<void> {
  await db
    .updateTable('negative_phrasing')
    .set({ removed_by: end.by, removed_at: end.at })
    .where('id', '=', id)
    .execute();
}

export function negativesById(db: Database, ids: readonly number[]): Promise<Row<'negative_phrasing'>[]> {
  return db
    .selectFrom('negative_phrasing')
    .selectAll()
    .where('id', '=', sql<number>`any(${[...ids]}::int[])`)
    .orderBy('id')
    .execute();
}

/** Those that were known at an instant, in the order in which they were added. */
export function negativesAt(db: Database, { knownAt }: Instants, among: Among) {
  return db
    .selectFrom('negative_phrasing')
    .select(['answer_id', 'locale', 'text'])
    .where('added_at', '<=', knownAt)
    .where((eb) => eb.or([eb('removed_at', 'is', null), eb('removed_at', '>', knownAt)]))
    .$if(among !== 'all', (query) => query.where('answer_id', '=', sql<number>`any(${[...among]}::int[])`))
    .orderBy('id')
    .execute();
}
