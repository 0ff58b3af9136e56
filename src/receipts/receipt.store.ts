import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { ContentReceipt } from './content-receipt.js';
import type { DeliveryKind } from './delivery.js';
import { kindOf } from './delivery.store.js';

/** A receipt that was given, with the instant of the first time. */
export interface GivenReceipt {
  readonly receipt: ContentReceipt;
  readonly firstGivenAt: Date;
  /** Who may read its answer; null = there is no such answer any more. */
  readonly audience: string | null;
}

/** That the words of a receipt were told to somebody: where and when, and not to whom. */
export interface ReceiptDelivery {
  readonly kind: DeliveryKind;
  readonly channel: string;
  readonly at: Date;
  /** The batch that seals it; null = the next one will. */
  readonly batch: number | null;
}

/** Writes the receipts that are not there yet. */
export async function insertReceipts(db: Database, receipts: readonly ContentReceipt[], at: Date): Promise<void> {
  const rows = receipts.map((receipt) => ({
    code: receipt.code,
    answer_key: receipt.answer,
    version: receipt.version,
    locale: receipt.locale,
    channel_key: receipt.channel,
    rendition_hash: receipt.renditionHash,
    content_hash: receipt.contentHash,
    fact_value_ids: [...receipt.factValueIds],
    key_id: receipt.keyId,
    signature: receipt.signature,
    first_given_at: at,
  }));
  await db
    .insertInto('content_receipt')
    .values(rows)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute();
}

/** The receipt of a code. */
export async function givenReceipt(db: Database, code: string): Promise<GivenReceipt | null> {
  const row = await db
    .selectFrom('content_receipt')
    .leftJoin('answer', 'answer.key', 'content_receipt.answer_key')
    .selectAll('content_receipt')
    .select('answer.audience')
    .where('code', '=', code)
    .executeTakeFirst();
  if (!row) return null;
  const receipt = {
    code: row.code,
    answer: row.answer_key,
    version: row.version,
    locale: row.locale,
    channel: row.channel_key,
    renditionHash: row.rendition_hash,
    contentHash: row.content_hash,
    factValueIds: row.fact_value_ids.map(Number),
    keyId: row.key_id,
    signature: row.signature,
  };
  return { receipt, firstGivenAt: row.first_given_at, audience: row.audience };
}

/** What a help page shows under a receipt; undefined where none showed it. */
export function shownOnPage(tx: DatabaseTransaction, code: string) {
  return tx
    .selectFrom('content_receipt')
    .innerJoin('channel', 'channel.key', 'content_receipt.channel_key')
    .select(['answer_key as answer', 'version', 'locale', 'channel_key as channel'])
    .where('code', '=', code)
    .where('channel.kind', '=', 'help')
    .executeTakeFirst();
}

/** The latest tellings of a receipt, newest first. */
export async function deliveriesOf(db: Database, code: string, limit: number): Promise<readonly ReceiptDelivery[]> {
  const rows = await db
    .selectFrom('delivery')
    .select(['channel_key as channel', 'at', 'batch', 'conversation_id', 'mail_id'])
    .where('receipt_code', '=', code)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ kind: kindOf(row), channel: row.channel, at: row.at, batch: row.batch }));
}
