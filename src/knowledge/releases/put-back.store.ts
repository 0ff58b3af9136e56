import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';

/** Every version of an answer, the highest first. */
export function allVersions(db: Database, answerId: number): Promise<Row<'answer_version'>[]> {
  return db
    .selectFrom('answer_version')
    .selectAll()
    .where('answer_id', '=', answerId)
    .orderBy('number', 'desc')
    .execute();
}

/** The translations of an answer that stood just before a moment: the newest of each locale that was not taken back. */
export function translationsBefore(
  db: Database,
  answerId: number,
  moment: Date,
): Promise<(Row<'translation'> & { sourceNumber: number })[]> {
  return db
    .selectFrom('translation')
    .innerJoin('answer_version', 'answer_version.id', 'translation.source_version_id')
    .leftJoin('translation_removal', 'translation_removal.translation_id', 'translation.id')
    .selectAll('translation')
    .select('answer_version.number as sourceNumber')
    .distinctOn('translation.locale')
    .where('translation.answer_id', '=', answerId)
    .where('translation.recorded_at', '<', moment)
    .where((eb) =>
      eb.or([eb('translation_removal.removed_at', 'is', null), eb('translation_removal.removed_at', '>=', moment)]),
    )
    .orderBy('translation.locale')
    .orderBy('translation.id', 'desc')
    .execute();
}

/** The locales into which an answer was translated between two moments, or in which a translation was taken back. */
export async function localesChangedBetween(
  db: Database,
  answerId: number,
  { after, before }: { readonly after: Date; readonly before: Date },
): Promise<readonly string[]> {
  const { rows } = await sql<{ locale: string }>`
    select locale from translation where answer_id = ${answerId} and recorded_at > ${after} and recorded_at < ${before}
    union
    select locale from translation join translation_removal on translation_removal.translation_id = translation.id
    where translation.answer_id = ${answerId} and removed_at > ${after} and removed_at < ${before}
    order by locale`.execute(db);
  return rows.map(({ locale }) => locale);
}

export async function removeTranslation(db: Database, row: NewRow<'translation_removal'>): Promise<void> {
  await db.insertInto('translation_removal').values(row).execute();
}

/** The values of a fact that a moment brought or took away, or that anything after it did. */
export function valuesChangedSince(db: Database, factId: number, moment: Date): Promise<Row<'fact_value'>[]> {
  return db
    .selectFrom('fact_value')
    .selectAll()
    .where('fact_id', '=', factId)
    .where((eb) => eb.or([eb('recorded_at', '>=', moment), eb('retracted_at', '>=', moment)]))
    .orderBy('id')
    .execute();
}

/** Every formula of a fact, the newest first. */
export function formulasOf(db: Database, factId: number): Promise<Row<'fact_formula'>[]> {
  return db.selectFrom('fact_formula').selectAll().where('fact_id', '=', factId).orderBy('number', 'desc').execute();
}

export function phrasingsById(db: Database, ids: readonly number[]): Promise<Row<'phrasing'>[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('phrasing')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
}
