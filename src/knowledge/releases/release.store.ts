import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';
import type { ReleaseState } from './release.js';

/** An item with the names of what it is about. */
export type ItemRow = Row<'release_item'> & {
  readonly answerKey: string | null;
  readonly topicId: number | null;
  readonly factId: number | null;
  readonly factKey: string | null;
  readonly factOwnerTeamId: number | null;
  readonly statedBy: string | null;
};

export function releaseByKey(db: Database, key: string): Promise<Row<'release'> | undefined> {
  return db.selectFrom('release').selectAll().where('key', '=', key).executeTakeFirst();
}

/** The release, locked until the transaction ends. */
export function lockRelease(db: Database, key: string): Promise<Row<'release'> | undefined> {
  return db.selectFrom('release').selectAll().where('key', '=', key).forUpdate().executeTakeFirst();
}

/** The newest first. */
export function allReleases(db: Database, state: ReleaseState | null): Promise<Row<'release'>[]> {
  return db
    .selectFrom('release')
    .selectAll()
    .$if(state !== null, (query) => query.where('state', '=', state ?? ''))
    .orderBy('id', 'desc')
    .execute();
}

/** Those that are published at a time which has come. */
export function dueReleases(db: Database, now: Date): Promise<Row<'release'>[]> {
  return db
    .selectFrom('release')
    .selectAll()
    .where('state', '=', 'SCHEDULED')
    .where('effective_at', '<=', now)
    .orderBy('effective_at')
    .orderBy('id')
    .execute();
}

/** Those that wait for their publication and were last judged against an earlier state than this. */
export function releasesToJudge(db: Database, sequence: number): Promise<Row<'release'>[]> {
  return db
    .selectFrom('release')
    .selectAll()
    .where('state', 'in', ['APPROVED', 'SCHEDULED'])
    .where(sql<boolean>`coalesce((gate->>'sequence')::int, 0) < ${sequence}`)
    .orderBy('id')
    .execute();
}

export function insertRelease(db: Database, row: NewRow<'release'>): Promise<Row<'release'>> {
  return db.insertInto('release').values(row).returningAll().executeTakeFirstOrThrow();
}

export function updateRelease(
  db: Database,
  id: number,
  change: Partial<Omit<NewRow<'release'>, 'key'>>,
): Promise<Row<'release'>> {
  return db.updateTable('release').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
}

/** Keeps a verdict, unless the release was changed since it was judged. */
export async function keepVerdict(db: Database, id: number, edit: number, verdict: string): Promise<void> {
  await db
    .updateTable('release')
    .set({ gate: verdict })
    .where('id', '=', id)
    .where('edit', '=', edit)
    .where('state', 'in', ['APPROVED', 'SCHEDULED'])
    .execute();
}

/** Facts come first, then what shows them; each kind in the order in which every transaction locks. */
export function itemsOf(db: Database, releaseId: number): Promise<ItemRow[]> {
  return db
    .selectFrom('release_item')
    .leftJoin('answer', 'answer.id', 'release_item.answer_id')
    .leftJoin('fact_statement', 'fact_statement.id', 'release_item.statement_id')
    .leftJoin('fact', 'fact.id', 'fact_statement.fact_id')
    .selectAll('release_item')
    .select([
      'answer.key as answerKey',
      'answer.topic_id as topicId',
      'fact.id as factId',
      'fact.key as factKey',
      'fact.owner_team_id as factOwnerTeamId',
      'fact_statement.stated_by as statedBy',
    ])
    .where('release_item.release_id', '=', releaseId)
    .orderBy(
      sql`array_position(array['FACT', 'ANSWER', 'TRANSLATION', 'PHRASINGS', 'THRESHOLDS', 'QUESTIONS'], release_item.kind)`,
    )
    .orderBy('fact.id')
    .orderBy('release_item.answer_id')
    .orderBy('release_item.id')
    .execute();
}

export function insertItem(db: Database, row: NewRow<'release_item'>): Promise<Row<'release_item'>> {
  return db.insertInto('release_item').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function deleteItem(db: Database, id: number): Promise<void> {
  await db.deleteFrom('release_item').where('id', '=', id).execute();
}

export async function pinEdit(db: Database, itemId: number, edit: number): Promise<void> {
  await db.updateTable('release_item').set({ draft_edit: edit }).where('id', '=', itemId).execute();
}

/** No draft of the release is approved as it stands any more. */
export async function unpinEdits(db: Database, releaseId: number): Promise<void> {
  await db.updateTable('release_item').set({ draft_edit: null }).where('release_id', '=', releaseId).execute();
}

export async function keepDone(db: Database, itemId: number, done: string): Promise<void> {
  await db.updateTable('release_item').set({ done }).where('id', '=', itemId).execute();
}

/** Its drafts and statements may go elsewhere from now on. */
export async function endItems(db: Database, releaseId: number): Promise<void> {
  await db.updateTable('release_item').set({ live: false }).where('release_id', '=', releaseId).execute();
}

/** The key of the release that a draft, a statement or a translation waits in; undefined when it is in none. */
export async function liveReleaseWith(
  db: Database,
  item: Pick<NewRow<'release_item'>, 'kind' | 'answer_id' | 'statement_id' | 'locale'>,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('release_item')
    .innerJoin('release', 'release.id', 'release_item.release_id')
    .select('release.key')
    .where('release_item.live', '=', true)
    .where('release_item.kind', '=', item.kind)
    .where(sql<boolean>`release_item.answer_id is not distinct from ${item.answer_id}`)
    .where(sql<boolean>`release_item.statement_id is not distinct from ${item.statement_id}`)
    .where(sql<boolean>`release_item.locale is not distinct from ${item.locale}`)
    .executeTakeFirst();
  return row?.key;
}

export async function insertReleaseTransition(db: Database, row: NewRow<'release_transition'>): Promise<void> {
  await db.insertInto('release_transition').values(row).execute();
}

/** The oldest first. */
export function transitionsOfRelease(db: Database, releaseId: number): Promise<Row<'release_transition'>[]> {
  return db.selectFrom('release_transition').selectAll().where('release_id', '=', releaseId).orderBy('id').execute();
}

/** All that a preview rests on beside the published state: equal texts, equal preview. */
export async function contentMark(db: Database, releaseId: number): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select coalesce(string_agg(concat_ws(' ', release_item.id, draft.id, draft.edit, fact_statement.state,
      (select max(decided_at) from fact_check where fact_check.draft_id = draft.id)), ';' order by release_item.id), '') as mark
    from release_item
    left join draft on draft.answer_id = release_item.answer_id and release_item.kind = 'ANSWER'
    left join fact_statement on fact_statement.id = release_item.statement_id
    where release_id = ${releaseId}`.execute(db);
  return rows[0]?.mark ?? '';
}
