import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';
import { everyLocale, type Thresholds } from './thresholds.js';

/** Those that were in force at an instant of knowing, by locale in the order of code units. */
export async function thresholdsAt(db: Database, knownAt: Date): Promise<ReadonlyMap<string, Thresholds>> {
  const rows = await db
    .selectFrom('threshold')
    .selectAll()
    .where('added_at', '<=', knownAt)
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', knownAt)]))
    .orderBy(
      (eb) => eb.fn.coalesce('locale', sql<string>`''`),
      (order) => order.collate('C'),
    )
    .execute();
  return new Map(rows.map(({ locale, answer, choices }) => [locale ?? everyLocale, { answer, choices }]));
}

/** The row in force for a locale, or (null) for all. */
export function thresholdInForce(db: Database, locale: string | null): Promise<Row<'threshold'> | undefined> {
  return db
    .selectFrom('threshold')
    .selectAll()
    .where(sql<boolean>`locale is not distinct from ${locale}`)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

export function insertThreshold(db: Database, row: NewRow<'threshold'>): Promise<Row<'threshold'>> {
  return db.insertInto('threshold').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function endThreshold(db: Database, id: number, at: Date): Promise<void> {
  await db.updateTable('threshold').set({ ended_at: at }).where('id', '=', id).execute();
}

export function thresholdById(db: Database, id: number): Promise<Row<'threshold'> | undefined> {
  return db.selectFrom('threshold').selectAll().where('id', '=', id).executeTakeFirst();
}
