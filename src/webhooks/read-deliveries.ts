import { type Actor, allow } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import type { DeliveryState, WebhookDelivery } from './webhook.js';
import { pageOfDeliveries } from './webhook.store.js';

/** One page of what became of a webhook's calls, newest event first. */
export async function readDeliveries(
  ctx: { readonly db: Database; readonly actor: Actor },
  filter: { readonly webhookId: number; readonly state: DeliveryState | null },
  bounds: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly WebhookDelivery[]; readonly total: number }> {
  allow(ctx.actor, 'administer');
  return pageOfDeliveries(ctx.db, filter, bounds);
}
