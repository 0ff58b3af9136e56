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
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
