import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';

/** What stands in the place of words that were taken out; the database lets nothing else be written there. */
const marker = { question: 'REDACTED', title: 'REDACTED', body: 'REDACTED', short: 'REDACTED' } as const;

/** Sets the tombstone of a version. It comes first: without it the words cannot be taken out. */
export async function insertRedaction(tx: Database, row: NewRow<'redaction'>): Promise<void> {
  await tx.insertInto('redaction').values(row).execute();
}

/** A version whose words must go. */
interface Named {
  readonly id: number;
  readonly answer_id: number;
  readonly number: number;
  readonly answerKey: string;
}

/** Takes the words of a version and of its translations out, also where a release, a declined correction or a notice keeps them, and gives the locales of these. */
export async function takeWordsOut(tx: Database, version: Named, at: Date): Promise<readonly string[]> {
  await tx
    .updateTable('answer_version')
    .set({ ...marker, change_note: 'REDACTED', must_say: [], redacted_at: at })
    .where('id', '=', version.id)
    .execute();
  await tx.updateTable('answer').set({ must_say: [] }).where('id', '=', version.answer_id).execute();
  const translations = await tx
    .updateTable('translation')
    .set({ ...marker, redacted_at: at })
    .where('source_version_id', '=', version.id)
    .where('redacted_at', 'is', null)
    .returning(['id', 'locale'])
    .execute();
  const ids = translations.map(({ id }) => id);
  await sql`
    update release_item set content = content || ${JSON.stringify(marker)}::jsonb
    where kind = 'TRANSLATION' and (done->>'translation')::int = any(${ids}::int[])`.execute(tx);
  await sql`
    update emergency set question = null, title = null, body = null, short = null
    where kind = 'CORRECTION' and state = 'DECLINED' and answer_id = ${version.answer_id} and version = ${version.number}`.execute(
    tx,
  );
  await takeOutOfNotices(tx, version);
  return translations.map(({ locale }) => locale);
}

/** Notices quote the version that was told and the one that stood when they were prepared; one that quotes what was told is not sent any more. */
async function takeOutOfNotices(tx: Database, { answer_id, number, answerKey }: Named): Promise<void> {
  const told = JSON.stringify([{ answer: answerKey, version: number }]);
  await sql`
    update correction_recipient as recipient set
      told = (
        select jsonb_agg(one
          || case when one->>'answer' = ${answerKey} and (one->>'version')::int = ${number}::int
            then '{"title": "REDACTED", "wordsThen": "REDACTED"}'::jsonb else '{}'::jsonb end
          || case when one->>'answer' = ${answerKey} and stood.number = ${number}::int
            then '{"wordsNow": "REDACTED"}'::jsonb else '{}'::jsonb end order by place)
        from jsonb_array_elements(recipient.told) with ordinality as quoted (one, place)),
      state = case when state = 'WAITING' and told @> ${told}::jsonb then 'UNREACHABLE' else state end,
      note = case when state = 'WAITING' and told @> ${told}::jsonb
        then 'What was told was redacted: nothing of it may be repeated.' else note end
    from (
      select correction.id, (
        select max(version.number) from answer_version as version
        where version.answer_id = ${answer_id} and version.recorded_at <= prepared_at and version.effective_from <= prepared_at
          and (version.effective_to is null or version.effective_to > prepared_at)) as number
      from correction) as stood
    where stood.id = recipient.correction_id and told @> ${JSON.stringify([{ answer: answerKey }])}::jsonb`.execute(tx);
}

export function redactionOf(db: Database, versionId: number): Promise<Row<'redaction'> | undefined> {
  return db.selectFrom('redaction').selectAll().where('version_id', '=', versionId).executeTakeFirst();
}

/** How many versions were redacted so far: a state that was read before the last one may hold its words. */
export async function countRedactions(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('redaction')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The versions of any answer that say, to the letter, what a hash stands for, and were not redacted. */
export async function versionsSaying(
  db: Database,
  hash: string,
): Promise<readonly { readonly key: string; readonly number: number }[]> {
  return db
    .selectFrom('answer_version')
    .innerJoin('answer', 'answer.id', 'answer_version.answer_id')
    .select(['answer.key', 'answer_version.number'])
    .where('answer_version.hash', '=', hash)
    .where('answer_version.redacted_at', 'is', null)
    .orderBy(sql`answer.key collate "C"`)
    .orderBy('answer_version.number')
    .execute();
}
