import type { Database } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';
import type { CorrectionState, RecipientState } from './correction.js';

const insertedAtOnce = 500;

/** Opens a batch, or gives nothing when one about the same answer or fact is open. */
export function insertCorrection(db: Database, row: NewRow<'correction'>): Promise<Row<'correction'> | undefined> {
  return db
    .insertInto('correction')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

export async function insertRecipients(db: Database, rows: readonly NewRow<'correction_recipient'>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += insertedAtOnce)
    await db
      .insertInto('correction_recipient')
      .values(rows.slice(from, from + insertedAtOnce))
      .execute();
}

/** The batch, locked until the transaction ends. */
export function lockCorrection(db: Database, id: number): Promise<Row<'correction'> | undefined> {
  return db.selectFrom('correction').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export function correctionById(db: Database, id: number): Promise<Row<'correction'> | undefined> {
  return db.selectFrom('correction').selectAll().where('id', '=', id).executeTakeFirst();
}

export function updateCorrection(
  db: Database,
  id: number,
  change: Partial<Omit<NewRow<'correction'>, 'id'>>,
): Promise<Row<'correction'>> {
  return db.updateTable('correction').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
}

/** A page of the batches, newest first, with the number of them all. */
export async function pageOfCorrections(
  db: Database,
  state: CorrectionState | null,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly Row<'correction'>[]; readonly total: number }> {
  let query = db.selectFrom('correction');
  if (state) query = query.where('state', '=', state);
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await query.selectAll().orderBy('id', 'desc').limit(page.limit).offset(page.offset).execute();
  return { rows, total };
}

/** A page of a batch's recipients in their order, with the number of them all. */
export async function pageOfRecipients(
  db: Database,
  correctionId: number,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly Row<'correction_recipient'>[]; readonly total: number }> {
  const query = db.selectFrom('correction_recipient').where('correction_id', '=', correctionId);
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await query.selectAll().orderBy('id').limit(page.limit).offset(page.offset).execute();
  return { rows, total };
}

/** How many recipients of a batch stand where, by whether they were told by mail. */
export function countRecipients(db: Database, correctionId: number) {
  return db
    .selectFrom('correction_recipient')
    .select((eb) => ['state', eb('mail_id', 'is not', null).as('byMail'), eb.fn.countAll<number>().as('count')])
    .where('correction_id', '=', correctionId)
    .groupBy(['state', 'byMail'])
    .execute();
}

/** Recipients that wait, in their order, after an id. */
export function waitingRecipients(
  db: Database,
  correctionId: number,
  after: number,
): Promise<Row<'correction_recipient'>[]> {
  return db
    .selectFrom('correction_recipient')
    .selectAll()
    .where('correction_id', '=', correctionId)
    .where('state', '=', 'WAITING')
    .where('id', '>', after)
    .orderBy('id')
    .limit(100)
    .execute();
}

/** A recipient as it is now, if it still waits: since its page was read, what it was told may have been redacted. */
export function waitingRecipient(db: Database, recipientId: number): Promise<Row<'correction_recipient'> | undefined> {
  return db
    .selectFrom('correction_recipient')
    .selectAll()
    .where('id', '=', recipientId)
    .where('state', '=', 'WAITING')
    .executeTakeFirst();
}

/** Whether a recipient still waits; locked, so that nobody else writes to them meanwhile. */
export async function lockWaiting(db: Database, recipientId: number): Promise<boolean> {
  const row = await db
    .selectFrom('correction_recipient')
    .select('id')
    .where('id', '=', recipientId)
    .where('state', '=', 'WAITING')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends the waiting of one recipient. */
export async function settleRecipient(
  db: Database,
  recipientId: number,
  end: { readonly state: RecipientState; readonly note: string | null; readonly at: Date },
): Promise<void> {
  await db
    .updateTable('correction_recipient')
    .set({ state: end.state, note: end.note, done_at: end.at })
    .where('id', '=', recipientId)
    .where('state', '=', 'WAITING')
    .execute();
}

/** Ends the waiting of all who still wait. */
export async function failWaiting(db: Database, correctionId: number, note: string, at: Date): Promise<void> {
  await db
    .updateTable('correction_recipient')
    .set({ state: 'FAILED', note, done_at: at })
    .where('correction_id', '=', correctionId)
    .where('state', '=', 'WAITING')
    .execute();
}
