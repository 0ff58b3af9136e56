import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';

/** A version with the answer it belongs to; undefined when there is none, or the answer is retired. */
export function versionNumbered(
  db: Database,
  key: string,
  number: number,
): Promise<(Row<'answer_version'> & { topic_id: number }) | undefined> {
  return db
    .selectFrom('answer_version')
    .innerJoin('answer', 'answer.id', 'answer_version.answer_id')
    .selectAll('answer_version')
    .select('answer.topic_id')
    .where('answer.key', '=', key)
    .where('answer.retired_at', 'is', null)
    .where('answer_version.number', '=', number)
    .executeTakeFirst();
}

/** The newest translation of an answer into a locale. */
export function latestTranslation(
  db: Database,
  answerId: number,
  locale: string,
): Promise<Row<'translation'> | undefined> {
  return db
    .selectFrom('translation')
    .selectAll()
    .where('answer_id', '=', answerId)
    .where('locale', '=', locale)
    .where(({ not, exists }) => not(exists(isTakenBack(db))))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** That `translation` was taken back, as far as it was known; to be asked within a query of translations. */
export function isTakenBack(db: Database, knownAt?: Date) {
  return db
    .selectFrom('translation_removal')
    .select(sql`1`.as('one'))
    .whereRef('translation_removal.translation_id', '=', sql.ref('translation.id'))
    .$if(knownAt !== undefined, (query) => query.where('removed_at', '<=', knownAt ?? new Date(0)));
}
