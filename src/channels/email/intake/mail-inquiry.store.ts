import type { Database, DatabaseTransaction } from '../../../platform/database/database.js';
import type { NewRow, Row } from '../../../platform/database/tables.js';

/** Keeps a mail that came in; nothing when it was handed over before. */
export async function insertInquiry(
  tx: DatabaseTransaction,
  inquiry: NewRow<'mail_inquiry'>,
): Promise<Row<'mail_inquiry'> | undefined> {
  return tx
    .insertInto('mail_inquiry')
    .values(inquiry)
    .onConflict((conflict) => conflict.column('fingerprint').doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** The mail of that row. */
export async function inquiryById(db: Database, id: number): Promise<Row<'mail_inquiry'> | undefined> {
  return db.selectFrom('mail_inquiry').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The mail of the number that its sender was told. */
export async function inquiryByNumber(db: Database, number: string): Promise<Row<'mail_inquiry'> | undefined> {
  return db.selectFrom('mail_inquiry').selectAll().where('number', '=', number).executeTakeFirst();
}

/** A page of those that are open, or of all, the newest first. */
export async function inquiryPage(
  db: Database,
  openOnly: boolean,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<readonly Row<'mail_inquiry'>[]> {
  const all = db.selectFrom('mail_inquiry').selectAll();
  const chosen = openOnly ? all.where('closed_at', 'is', null) : all;
  return chosen.orderBy('id', 'desc').limit(limit).offset(offset).execute();
}

/** How many are open, or how many there are. */
export async function countInquiries(db: Database, openOnly: boolean): Promise<number> {
  const all = db.selectFrom('mail_inquiry').select(({ fn }) => fn.countAll<number>().as('count'));
  return (await (openOnly ? all.where('closed_at', 'is', null) : all).executeTakeFirstOrThrow()).count;
}

/** Closes the mail if it is open; undefined when it is not. */
export async function markClosed(
  tx: DatabaseTransaction,
  number: string,
  closing: { readonly outcome: string; readonly at: Date; readonly by: string },
): Promise<Row<'mail_inquiry'> | undefined> {
  return tx
    .updateTable('mail_inquiry')
    .set({ outcome: closing.outcome, closed_at: closing.at, closed_by: closing.by })
    .where('number', '=', number)
    .where('closed_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** How many mails with this return path came after an instant, and no later than a certain one. */
export async function countFrom(db: Database, mail: Row<'mail_inquiry'>, after: Date): Promise<number> {
  const { count } = await db
    .selectFrom('mail_inquiry')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('return_path', '=', mail.return_path)
    .where('received_at', '>', after)
    .where('id', '<=', mail.id)
    .executeTakeFirstOrThrow();
  return count;
}

/** Whether one of these Message-IDs is of a mail that we made from a template. */
export async function repliesTo(db: Database, messageIds: readonly string[], template: string): Promise<boolean> {
  if (messageIds.length === 0) return false;
  const found = await db
    .selectFrom('mail')
    .select('id')
    .where('message_id', 'in', messageIds)
    .where('template_key', '=', template)
    .limit(1)
    .execute();
  return found.length > 0;
}

/** Deletes what was closed before an instant, and what came before it and nobody ever closed. */
export async function deleteInquiriesBefore(db: Database, moment: Date): Promise<void> {
  await db
    .deleteFrom('mail_inquiry')
    .where(({ fn }) => fn.coalesce('closed_at', 'received_at'), '<', moment)
    .execute();
}
