import { type Actor, allow } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { erasePerson } from './trail.store.js';

/**
 * Makes the trail forget who an account was: its entries stay, under a reference that leads nowhere, and the chain is as whole as before. False when
 * the trail knows no such account. What the account does afterwards is kept under a new reference.
 */
export async function eraseAuditPerson(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  key: string,
): Promise<boolean> {
  allow(ctx.actor, 'administer');
  return ctx.db.transaction().execute(async (tx) => {
    const at = ctx.clock.now();
    const reference = await erasePerson(tx, key, at);
    if (reference === null) return false;
    await record(tx, { actor: ctx.actor, at, action: 'person.erased', subject: `account/${reference}` });
    return true;
  });
}
