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
