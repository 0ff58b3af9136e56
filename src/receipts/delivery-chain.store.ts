import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import { kindOf } from './delivery.store.js';
import type { DeliveryBatch, SealedDelivery } from './delivery-chain.js';

/** The oldest deliveries that no batch holds. One of a transaction that ends late has a low number and comes into a later batch. */
export async function unsealed(tx: DatabaseTransaction, limit: number): Promise<readonly SealedDelivery[]> {
  const rows = await tx
    .selectFrom('delivery')
    .selectAll()
    .where('batch', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(deliveryFrom);
}

/** How many wait for a batch. */
export async function countUnsealed(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from delivery where batch is null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** What a batch holds, in the order in which it was sealed. */
export async function deliveriesIn(db: Database, batch: number): Promise<readonly SealedDelivery[]> {
  const rows = await db.selectFrom('delivery').selectAll().where('batch', '=', batch).orderBy('id').execute();
  return rows.map(deliveryFrom);
}

/** The end of the chain; null = nothing was sealed yet. */
export async function lastBatch(tx: DatabaseTransaction): Promise<DeliveryBatch | null> {
  const row = await tx.selectFrom('delivery_batch').selectAll().orderBy('sequence', 'desc').limit(1).executeTakeFirst();
  return row ? batchFrom(row) : null;
}

/** Batches after a number, oldest first. */
export async function batchesAfter(db: Database, sequence: number, limit: number): Promise<readonly DeliveryBatch[]> {
  const rows = await db
    .selectFrom('delivery_batch')
    .selectAll()
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map(batchFrom);
}

/** Appends to the chain. */
export async function insertBatch(tx: DatabaseTransaction, batch: DeliveryBatch): Promise<void> {
  const { contentHash, previousHash, keyId, ...rest } = batch;
  await tx
    .insertInto('delivery_batch')
    .values({ ...rest, content_hash: contentHash, previous_hash: previousHash, key_id: keyId })
    .execute();
}

/** Puts deliveries into a batch, for ever. */
export async function seal(tx: DatabaseTransaction, ids: readonly number[], batch: number): Promise<void> {
  await sql`update delivery set batch = ${batch} where id = any(${[...ids]}::bigint[])`.execute(tx);
}

function deliveryFrom(row: Row<'delivery'>): SealedDelivery {
  return {
    id: row.id,
    receiptCode: row.receipt_code,
    answer: row.answer_key,
    version: row.version,
    locale: row.locale,
    contentHash: row.content_hash,
    factValueIds: row.fact_value_ids.map(Number),
    channel: row.channel_key,
    kind: kindOf(row),
    at: row.at,
  };
}

function batchFrom({ content_hash, previous_hash, key_id, ...row }: Row<'delivery_batch'>): DeliveryBatch {
  return { ...row, contentHash: content_hash, previousHash: previous_hash, keyId: key_id };
}
