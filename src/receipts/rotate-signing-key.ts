import { type Actor, allow, system } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import { lock } from '../platform/events.js';
import { type CurrentSigningKey, newKey } from './signing-key.js';
import * as store from './signing-key.store.js';

/** What changing the key needs to know. */
export interface RotationContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly signingKey: CurrentSigningKey;
}

/** The key that signs from now on, and the one that did. */
export interface Rotation {
  readonly keyId: string;
  readonly previousKeyId: string | null;
}

const dayMs = 86_400_000;

/** Signs with a new key from now on. The private half of the old one is destroyed; its public half stays, so that its receipts can be verified. */
export async function rotateSigningKey(ctx: RotationContext & { readonly actor: Actor }): Promise<Rotation> {
  allow(ctx.actor, 'administer');
  const rotation = await ctx.db.transaction().execute(async (tx) => {
    await lock(tx, 'signing-key');
    return replaceKey(tx, ctx);
  });
  await ctx.signingKey.refresh();
  return rotation;
}

/** Takes a new key when the one that signs has done so for so many days; any number of nodes may ask at once. */
export async function rotateWhenDue(ctx: RotationContext, days: number): Promise<void> {
  const due = new Date(ctx.clock.now().getTime() - days * dayMs);
  const active = await store.activeKey(ctx.db);
  if (!active || active.created_at > due) return;
  await ctx.db.transaction().execute(async (tx) => {
    await lock(tx, 'signing-key');
    // Another node may have been faster.
    const now = await store.activeKey(tx);
    if (now && now.created_at <= due) await replaceKey(tx, { ...ctx, actor: system });
  });
}

async function replaceKey(
  tx: DatabaseTransaction,
  { clock, actor }: { readonly clock: Clock; readonly actor: Actor },
): Promise<Rotation> {
  const previous = await store.activeKey(tx);
  const key = await newKey(clock);
  if (previous) await store.retireKey(tx, previous.key_id, key.at);
  await store.insertFirstKey(tx, key);
  const previousKeyId = previous?.key_id ?? null;
  await record(tx, {
    actor,
    at: key.at,
    action: 'signing-key.rotated',
    subject: `signing-key/${key.keyId}`,
    details: { previous: previousKeyId },
  });
  return { keyId: key.keyId, previousKeyId };
}
