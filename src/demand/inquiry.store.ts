import { sql } from 'kysely';
import { type Audience, audiencesUpTo } from '../access/index.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';
import type { SampledQuestion } from '../knowledge/index.js';
import type { AskedQuestion, InquiryWindow } from './inquiry.js';

/** Whoever records a turn of a conversation waits for whoever does so already, so that a turn taken twice is there once. */
export async function lockConversation(tx: DatabaseTransaction, conversation: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${inquiryLocks}::int, hashtext(${conversation}))`.execute(tx);
}

const inquiryLocks = 7_010;

export function inquiriesOfTurn(tx: DatabaseTransaction, of: { channel: string; conversation: string; turn: string }) {
  return tx
    .selectFrom('inquiry')
    .select(['id', 'outcome'])
    .where('conversation_id', '=', of.conversation)
    .where('turn', '=', of.turn)
    .where('channel_key', '=', of.channel)
    .orderBy('id')
    .execute();
}

export function insertInquiries(tx: DatabaseTransaction, rows: readonly NewRow<'inquiry'>[]) {
  return tx.insertInto('inquiry').values(rows).returning(['id', 'outcome']).execute();
}

export function lockInquiry(tx: DatabaseTransaction, id: number): Promise<Row<'inquiry'> | undefined> {
  return tx.selectFrom('inquiry').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function keepPick(tx: DatabaseTransaction, of: Row<'inquiry'>, picked: string, at: Date): Promise<void> {
  await tx
    .updateTable('inquiry')
    .set({ picked, picked_at: at })
    .where('id', '=', of.id)
    .where('at', '=', of.at)
    .execute();
}

/** The different questions of a window, those asked most often first, of askers up to an audience. */
export async function askedQuestions(
  db: Database,
  { locale, from, to }: InquiryWindow,
  { audience, most }: { readonly audience: Audience; readonly most: number },
): Promise<readonly AskedQuestion[]> {
  const { rows } = await sql<AskedQuestion>`
    select min(question) as question, audience, scope, previous_answer as "previousAnswer", count(*)::int as count
    from inquiry
    where locale = ${locale} and at >= ${from} and at < ${to} and audience = any(${[...audiencesUpTo(audience)]})
    group by question_key, audience, scope, previous_answer
    order by count(*) desc, question_key, audience, scope, previous_answer nulls first
    limit ${most}`.execute(db);
  return rows;
}

/** The different wordings of a window, those asked most often first, by askers up to an audience; of each the least privileged asker's audience. */
export async function wordings(
  db: Database,
  { locale, from, to }: InquiryWindow,
  { audience, most }: { readonly audience: Audience; readonly most: number },
): Promise<readonly SampledQuestion[]> {
  const upTo = [...audiencesUpTo(audience)];
  const { rows } = await sql<{ text: string; place: number }>`
    select min(question) as text, min(array_position(${upTo}::text[], audience)) as place
    from inquiry
    where locale = ${locale} and at >= ${from} and at < ${to} and audience = any(${upTo}) and question_key <> ''
    group by question_key
    order by count(*) desc, question_key
    limit ${most}`.execute(db);
  return rows.map(({ text, place }) => ({ audience: upTo[place - 1] ?? audience, text }));
}

/** How many questions were asked in a window, by askers up to an audience. */
export async function countInquiries(
  db: Database,
  { locale, from, to }: InquiryWindow,
  audience: Audience,
): Promise<number> {
  const { count } = await db
    .selectFrom('inquiry')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('locale', '=', locale)
    .where('at', '>=', from)
    .where('at', '<', to)
    .where('audience', 'in', [...audiencesUpTo(audience)])
    .executeTakeFirstOrThrow();
  return count;
}

/** The locales in which anything was asked between two instants. */
export async function localesAsked(db: Database, from: Date, to: Date): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('inquiry')
    .select('locale')
    .distinct()
    .where('at', '>=', from)
    .where('at', '<', to)
    .orderBy('locale')
    .execute();
  return rows.map(({ locale }) => locale);
}
