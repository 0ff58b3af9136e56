import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';
import type { OutboxEvent } from '../platform/events.js';
import type { DeliveryState, Webhook, WebhookDelivery } from './webhook.js';

export async function insertWebhook(tx: DatabaseTransaction, row: NewRow<'webhook'>): Promise<Webhook> {
  return webhookFrom(await tx.insertInto('webhook').values(row).returningAll().executeTakeFirstOrThrow());
}

export async function deleteWebhookRow(tx: DatabaseTransaction, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('webhook').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Every webhook, oldest first. */
export async function allWebhooks(db: Database): Promise<readonly Webhook[]> {
  return (await db.selectFrom('webhook').selectAll().orderBy('id').execute()).map(webhookFrom);
}

/** The webhook, locked until the transaction ends: under this lock deliveries change their state. */
export function lockWebhook(tx: DatabaseTransaction, id: number): Promise<Row<'webhook'> | undefined> {
  return tx.selectFrom('webhook').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function insertDeliveries(
  tx: DatabaseTransaction,
  rows: readonly NewRow<'webhook_delivery'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('webhook_delivery')
    .values([...rows])
    .onConflict((conflict) => conflict.columns(['webhook_id', 'event_sequence']).doNothing())
    .execute();
}

export async function moveQueuedThrough(tx: DatabaseTransaction, id: number, sequence: number): Promise<void> {
  await tx.updateTable('webhook').set({ queued_through: sequence }).where('id', '=', id).execute();
}

/** Of each subject about which no call is under way, queues the oldest that waits; gives what is to be done. */
export async function promoteWaiting(
  tx: DatabaseTransaction,
  webhookId: number,
  at: Date,
): Promise<readonly { readonly id: number; readonly round: number }[]> {
  const { rows } = await sql<{ id: number; round: number }>`
    update webhook_delivery set state = 'QUEUED', round = round + 1, queued_at = ${at}
    where id in (
      select distinct on (subject) id from webhook_delivery as waiting
      where webhook_id = ${webhookId} and state = 'WAITING' and not exists (
        select 1 from webhook_delivery as under_way
        where under_way.webhook_id = ${webhookId} and under_way.subject = waiting.subject and under_way.state = 'QUEUED'
      )
      order by subject, event_sequence
    ) returning id, round`.execute(tx);
  return rows;
}

/** Makes every delivery from an event on wait anew, those under way too: their jobs do nothing any more. */
export async function waitAnew(tx: DatabaseTransaction, webhookId: number, fromSequence: number): Promise<void> {
  await tx
    .updateTable('webhook_delivery')
    .set({ state: 'WAITING', attempts: 0, last_status: null, failure: null, delivered_at: null })
    .where('webhook_id', '=', webhookId)
    .where('event_sequence', '>=', fromSequence)
    .execute();
}

/** A worker that was killed in a last attempt leaves a call under way for ever: it waits anew. */
export async function waitAfterLoss(tx: DatabaseTransaction, webhookId: number, before: Date): Promise<void> {
  await tx
    .updateTable('webhook_delivery')
    .set({ state: 'WAITING' })
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'QUEUED')
    .where('queued_at', '<', before)
    .where((eb) => eb.or([eb('attempted_at', 'is', null), eb('attempted_at', '<', before)]))
    .execute();
}

/** A delivery of this round that is under way, with what it takes to make the call; undefined = there is nothing to do any more. */
export async function deliveryUnderWay(db: Database, id: number, round: number) {
  const row = await db
    .selectFrom('webhook_delivery')
    .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
    .innerJoin('outbox', 'outbox.sequence', 'webhook_delivery.event_sequence')
    .select(['webhook.id as webhookId', 'webhook.url', 'webhook.secret'])
    .select(['outbox.sequence', 'outbox.type', 'outbox.payload', 'outbox.at'])
    .where('webhook_delivery.id', '=', id)
    .where('webhook_delivery.round', '=', round)
    .where('webhook_delivery.state', '=', 'QUEUED')
    .where('webhook.active', '=', true)
    .executeTakeFirst();
  if (!row) return undefined;
  const { webhookId, url, secret, ...event } = row;
  return { webhookId, url, secret, event: event as OutboxEvent };
}

/** What came of an attempt. */
export interface Attempt {
  readonly at: Date;
  readonly status: number | null;
  readonly failure: string | null;
}

export async function noteAttempt(db: Database, id: number, round: number, attempt: Attempt): Promise<void> {
  await db
    .updateTable('webhook_delivery')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      attempted_at: attempt.at,
      last_status: attempt.status,
      failure: attempt.failure,
    }))
    .where('id', '=', id)
    .where('round', '=', round)
    .execute();
}

export async function endDelivery(
  tx: DatabaseTransaction,
  id: number,
  round: number,
  end: { readonly state: 'DELIVERED'; readonly at: Date } | { readonly state: 'DEAD' },
): Promise<void> {
  await tx
    .updateTable('webhook_delivery')
    .set({ state: end.state, delivered_at: end.state === 'DELIVERED' ? end.at : null })
    .where('id', '=', id)
    .where('round', '=', round)
    .where('state', '=', 'QUEUED')
    .execute();
}

/** One page of a webhook's deliveries, newest event first. */
export async function pageOfDeliveries(
  db: Database,
  filter: { readonly webhookId: number; readonly state: DeliveryState | null },
  bounds: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly WebhookDelivery[]; readonly total: number }> {
  const matching = db
    .selectFrom('webhook_delivery')
    .where('webhook_id', '=', filter.webhookId)
    .$if(filter.state !== null, (query) => query.where('state', '=', filter.state ?? ''));
  const rows = await matching
    .selectAll()
    .orderBy('event_sequence', 'desc')
    .limit(bounds.limit)
    .offset(bounds.offset)
    .execute();
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows: rows.map(deliveryFrom), total };
}

function webhookFrom(row: Row<'webhook'>): Webhook {
  const { id, url, events, active } = row;
  return { id, url, events, active, createdBy: row.created_by, createdAt: row.created_at };
}

function deliveryFrom(row: Row<'webhook_delivery'>): WebhookDelivery {
  return {
    id: row.id,
    eventSequence: row.event_sequence,
    type: row.type,
    subject: row.subject,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    lastStatus: row.last_status,
    failure: row.failure,
    queuedAt: row.queued_at,
    attemptedAt: row.attempted_at,
    deliveredAt: row.delivered_at,
  };
}
