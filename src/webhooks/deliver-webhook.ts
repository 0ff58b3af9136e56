import { AppError, isAppError } from '../platform/errors.js';
import type { GuardedFetch } from '../platform/http/guarded-fetch.js';
import type { WebhookSettings } from './change-webhooks.js';
import { type QueueContext, queueWaiting, type WebhookCall } from './queue-deliveries.js';
import { openSecret } from './sealed-secret.js';
import { signedCall } from './webhook.js';
import * as store from './webhook.store.js';

/** What calling needs to know of the world. */
export interface DeliverContext extends QueueContext {
  readonly fetch: Pick<GuardedFetch, 'post'>;
  readonly webhookSettings: Pick<WebhookSettings, 'key'>;
}

/**
 * Makes one call; only a status from 200 to 299 counts as taken. Throws otherwise, so that the queue tries again. A reply that was lost on its way
 * makes the call come twice, with the same sequence.
 */
export async function deliverWebhook(ctx: DeliverContext, { deliveryId, round }: WebhookCall): Promise<void> {
  const call = await store.deliveryUnderWay(ctx.db, deliveryId, round);
  if (!call) return;
  const at = ctx.clock.now();
  const secret = openSecret(ctx.webhookSettings.key, call.secret, call.url);
  const { status, failure } = await attempt(() => ctx.fetch.post(call.url, signedCall(call.event, secret, at)));
  await store.noteAttempt(ctx.db, deliveryId, round, { at, status, failure });
  if (failure !== null) throw new AppError('UNAVAILABLE', failure);
  await end(ctx, call.webhookId, { deliveryId, round }, { state: 'DELIVERED', at });
}

/** What the queue does with a call that all attempts failed for: it is dead, and the next about its subject goes on. A replay brings it back. */
export async function giveUpWebhook(ctx: QueueContext, { deliveryId, round }: WebhookCall): Promise<void> {
  const call = await store.deliveryUnderWay(ctx.db, deliveryId, round);
  if (call) await end(ctx, call.webhookId, { deliveryId, round }, { state: 'DEAD' });
}

async function end(
  ctx: QueueContext,
  webhookId: number,
  { deliveryId, round }: WebhookCall,
  ending: Parameters<typeof store.endDelivery>[3],
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await store.lockWebhook(tx, webhookId);
    await store.endDelivery(tx, deliveryId, round, ending);
    await queueWaiting(ctx, tx, webhookId);
  });
}

async function attempt(call: () => Promise<number>): Promise<{ status: number | null; failure: string | null }> {
  try {
    const status = await call();
    return { status, failure: status >= 200 && status < 300 ? null : `The receiver replied with status ${status}.` };
  } catch (error) {
    if (isAppError(error)) return { status: null, failure: error.message };
    throw error;
  }
}
