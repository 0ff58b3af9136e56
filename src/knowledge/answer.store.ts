import type { Audience } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';

export function teamByKey(db: Database, key: string): Promise<Row<'team'> | undefined> {
  return db.selectFrom('team').selectAll().where('key', '=', key).executeTakeFirst();
}

export function topicByKey(db: Database, key: string): Promise<Row<'topic'> | undefined> {
  return db.selectFrom('topic').selectAll().where('key', '=', key).executeTakeFirst();
}

export async function insertTopic(db: Database, row: NewRow<'topic'>): Promise<void> {
  await db.insertInto('topic').values(row).execute();
}

export function answerByKey(db: Database, key: string): Promise<Row<'answer'> | undefined> {
  return db.selectFrom('answer').selectAll().where('key', '=', key).executeTakeFirst();
}

/** The answer, locked until the transaction ends. */
export function lockAnswer(db: Database, key: string): Promise<Row<'answer'> | undefined> {
  return db.selectFrom('answer').selectAll().where('key', '=', key).forUpdate().executeTakeFirst();
}

export function insertAnswer(db: Database, row: NewRow<'answer'>): Promise<Row<'answer'>> {
  return db.insertInto('answer').values(row).returningAll().executeTakeFirstOrThrow();
}

export function draftOf(db: Database, answerId: number): Promise<Row<'draft'> | undefined> {
  return db.selectFrom('draft').selectAll().where('answer_id', '=', answerId).executeTakeFirst();
}

export async function insertDraft(db: Database, row: NewRow<'draft'>): Promise<Row<'draft'>> {
  return db.insertInto('draft').values(row).returningAll().executeTakeFirstOrThrow();
}

export function updateDraft(
  db: Database,
  answerId: number,
  change: Partial<Omit<NewRow<'draft'>, 'answer_id'>>,
): Promise<Row<'draft'>> {
  return db.updateTable('draft').set(change).where('answer_id', '=', answerId).returningAll().executeTakeFirstOrThrow();
}

export async function deleteDraft(db: Database, answerId: number): Promise<void> {
  await db.deleteFrom('draft').where('answer_id', '=', answerId).execute();
}

export async function insertTransition(db: Database, row: NewRow<'draft_transition'>): Promise<void> {
  await db.insertInto('draft_transition').values(row).execute();
}

export function latestVersion(db: Database, answerId: number): Promise<Row<'answer_version'> | undefined> {
  return db
    .selectFrom('answer_version')
    .selectAll()
    .where('answer_id', '=', answerId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The version of an answer that holds at an instant: the highest of those that are in effect then. */
export function versionInForce(db: Database, answerId: number, at: Date): Promise<Row<'answer_version'> | undefined> {
  return db
    .selectFrom('answer_version')
    .selectAll()
    .where('answer_id', '=', answerId)
    .where('effective_from', '<=', at)
    .where((eb) => eb.or([eb('effective_to', 'is', null), eb('effective_to', '>', at)]))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function insertVersion(db: Database, row: NewRow<'answer_version'>): Promise<Row<'answer_version'>> {
  return db.insertInto('answer_version').values(row).returningAll().executeTakeFirstOrThrow();
}

/** The versions of an answer that were in effect by `validAt` as far as recorded by `knownAt`, newest first; a version that waits for its day is not among them. */
export function versionsOf(
  db: Database,
  answerKey: string,
  validAt: Date,
  knownAt: Date,
): Promise<Row<'answer_version'>[]> {
  return db
    .selectFrom('answer_version')
    .innerJoin('answer', 'answer.id', 'answer_version.answer_id')
    .selectAll('answer_version')
    .where('answer.key', '=', answerKey)
    .where('answer_version.recorded_at', '<=', knownAt)
    .where('answer_version.effective_from', '<=', validAt)
    .orderBy('answer_version.number', 'desc')
    .execute();
}

export async function insertPhrasings(db: Database, rows: readonly NewRow<'phrasing'>[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('phrasing')
      .values([...rows])
      .execute();
}

export function livePhrasings(db: Database, answerId: number, locale: string): Promise<Row<'phrasing'>[]> {
  return db
    .selectFrom('phrasing')
    .selectAll()
    .where('answer_id', '=', answerId)
    .where('locale', '=', locale)
    .where('removed_at', 'is', null)
    .execute();
}

export async function endPhrasing(db: Database, id: number, at: Date): Promise<void> {
  await db.updateTable('phrasing').set({ removed_at: at }).where('id', '=', id).execute();
}

export async function insertTranslation(db: Database, row: NewRow<'translation'>): Promise<void> {
  await db.insertInto('translation').values(row).execute();
}

/** Those of the keys that name an answer which is not retired and which readers of these audiences may see. */
export async function linkableKeys(
  db: Database,
  keys: readonly string[],
  audiences: readonly Audience[],
): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('answer')
    .select('key')
    .where('key', 'in', [...keys])
    .where('audience', 'in', [...audiences])
    .where('retired_at', 'is', null)
    .execute();
  return rows.map((row) => row.key);
}

/** One version of an answer, also one that waits for its day. */
export function versionByNumber(
  db: Database,
  answerKey: string,
  number: number,
): Promise<Row<'answer_version'> | undefined> {
  return db
    .selectFrom('answer_version')
    .innerJoin('answer', 'answer.id', 'answer_version.answer_id')
    .selectAll('answer_version')
    .where('answer.key', '=', answerKey)
    .where('answer_version.number', '=', number)
    .executeTakeFirst();
}
