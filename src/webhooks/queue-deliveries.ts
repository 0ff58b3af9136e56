import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import { eventsAfter } from '../platform/events.js';
import { subjectOf, wants } from './webhook.js';
import * as store from './webhook.store.js';

/** What queueing needs to know of the world. */
export interface QueueContext {
  readonly db: Database;
  readonly clock: Clock;
  /** Puts a call into the queue, in the transaction that marks it as queued: neither is there without the other. */
  readonly enqueue: (tx: DatabaseTransaction, call: WebhookCall) => Promise<void>;
}

/** A delivery to be made, and for the how-many-th time it was queued. */
export interface WebhookCall {
  readonly deliveryId: number;
  readonly round: number;
}

const page = 500;
const lostAfterMs = 6 * 3_600_000;

/** Makes deliveries of every event that was committed since the last time, each exactly once for each webhook that wants it. */
export async function queueDeliveries(ctx: QueueContext): Promise<void> {
  for (const { id } of await store.allWebhooks(ctx.db)) {
    let mayBeMore = true;
    while (mayBeMore) mayBeMore = await queuePage(ctx, id);
  }
}

/** Queues what may be called now: of each subject the oldest call that waits. */
export async function queueWaiting(ctx: QueueContext, tx: DatabaseTransaction, webhookId: number): Promise<void> {
  for (const { id, round } of await store.promoteWaiting(tx, webhookId, ctx.clock.now()))
    await ctx.enqueue(tx, { deliveryId: id, round });
}

/** Whether there was so much that there may be more. */
function queuePage(ctx: QueueContext, webhookId: number): Promise<boolean> {
  return ctx.db.transaction().execute(async (tx) => {
    const webhook = await store.lockWebhook(tx, webhookId);
    if (!webhook?.active) return false;
    const events = await eventsAfter(tx, webhook.queued_through, page);
    const at = ctx.clock.now();
    await store.insertDeliveries(
      tx,
      events
        .filter(({ type }) => wants(webhook.events, type))
        .map((event) => ({
          webhook_id: webhookId,
          event_sequence: event.sequence,
          type: event.type,
          subject: subjectOf(event),
          state: 'WAITING',
          queued_at: at,
        })),
    );
    const last = events.at(-1);
    if (last) await store.moveQueuedThrough(tx, webhookId, last.sequence);
    await store.waitAfterLoss(tx, webhookId, new Date(at.getTime() - lostAfterMs));
    await queueWaiting(ctx, tx, webhookId);
    return events.length === page;
  });
}
