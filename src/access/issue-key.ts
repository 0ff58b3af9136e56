import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import * as store from './access.store.js';
import { newToken, tokenHash } from './token.js';

/** A new key for a channel, or for the operator's command line when `channel` is null; shown once, kept as a hash. Earlier keys of the name end. */
export async function issueKey(ctx: { readonly db: Database; readonly clock: Clock }, name: string, channel: string | null): Promise<string> {
  const token = newToken('key');
  const at = ctx.clock.now();
  await store.revokeKeys(ctx.db, name, at);
  await store.insertKey(ctx.db, { hash: tokenHash(token), channel, name, role: channel === null ? 'OPERATOR' : 'CHANNEL', at });
  return token;
}
