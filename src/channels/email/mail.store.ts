import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';

/** Stores a mail to be sent, or nothing when one with its idempotency key is stored already. */
export async function insertMail(tx: DatabaseTransaction, mail: NewRow<'mail'>): Promise<Row<'mail'> | undefined> {
  return tx
    .insertInto('mail')
    .values(mail)
    .onConflict((conflict) => conflict.column('idempotency_key').doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** The mail of an idempotency key. */
export async function mailByIdempotencyKey(db: Database, key: string): Promise<Row<'mail'> | undefined> {
  return db.selectFrom('mail').selectAll().where('idempotency_key', '=', key).executeTakeFirst();
}

/** The mail of that number. */
export async function mailById(db: Database, id: number): Promise<Row<'mail'> | undefined> {
  return db.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirst();
}

/** To whom a mail went; null when it is no longer kept. */
export async function addresseeOf(db: Database, id: number): Promise<string | null> {
  const row = await db.selectFrom('mail').select('recipient').where('id', '=', id).executeTakeFirst();
  return row?.recipient ?? null;
}

const withoutBytes = [
  'id',
  'idempotency_key',
  'template_key',
  'recipient',
  'answers',
  'receipts',
  'question',
  'locale',
  'message_id',
  'state',
  'queued_at',
  'sent_at',
  'attempts',
  'attempted_at',
  'failure',
] as const;

/** A page of the mails, in one state when it is given, the newest first, without their bytes. */
export async function mailPage(
  db: Database,
  state: string | null,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<readonly Omit<Row<'mail'>, 'raw'>[]> {
  const all = db.selectFrom('mail').select(withoutBytes);
  const chosen = state === null ? all : all.where('state', '=', state);
  return chosen.orderBy('id', 'desc').limit(limit).offset(offset).execute();
}

/** How many mails there are, in one state when it is given. */
export async function countMails(db: Database, state: string | null): Promise<number> {
  const all = db.selectFrom('mail').select(({ fn }) => fn.countAll<number>().as('count'));
  return (await (state === null ? all : all.where('state', '=', state)).executeTakeFirstOrThrow()).count;
}

/** The mail of that number, which nobody else changes before the transaction ends. */
export async function lockMail(tx: DatabaseTransaction, id: number): Promise<Row<'mail'> | undefined> {
  return tx.selectFrom('mail').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Puts a mail that was given up back among those that wait. */
export async function requeue(tx: DatabaseTransaction, id: number): Promise<Row<'mail'>> {
  return tx
    .updateTable('mail')
    .set({ state: 'QUEUED', attempts: 0, failure: null })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Records an attempt and why it failed; null = it did not. */
export async function noteAttempt(db: Database, id: number, at: Date, failure: string | null): Promise<void> {
  await db
    .updateTable('mail')
    .set(({ eb }) => ({ attempts: eb('attempts', '+', 1), attempted_at: at, failure }))
    .where('id', '=', id)
    .execute();
}

/** Records that the server took the mail. */
export async function markSent(db: Database, id: number, moment: Date): Promise<void> {
  await db
    .updateTable('mail')
    .set({ state: 'SENT', sent_at: moment })
    .where('id', '=', id)
    .where('state', '!=', 'SENT')
    .execute();
}

/** Records that the mail will not be tried again. */
export async function markFailed(db: Database, id: number): Promise<void> {
  await db.updateTable('mail').set({ state: 'FAILED' }).where('id', '=', id).where('state', '=', 'QUEUED').execute();
}
