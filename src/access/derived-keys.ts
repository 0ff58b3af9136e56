import { createHmac } from 'node:crypto';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Secret } from '../platform/secret.js';
import * as store from './access.store.js';
import { system } from './actor.js';
import { tokenHash } from './token.js';

/** The key by which one of our own channels calls the API: derived from the service's secret, so that all nodes have the same one. */
export async function deriveKey(
  ctx: { readonly db: Database; readonly clock: Clock; readonly secret: Secret },
  name: string,
  channel: string | null,
): Promise<string> {
  const token = `uv-key-${derivedBytes(ctx.secret, `key/${name}`).toString('base64url')}`;
  const role = channel === null ? 'OPERATOR' : 'CHANNEL';
  const at = ctx.clock.now();
  await ctx.db.transaction().execute(async (tx) => {
    const key = { hash: tokenHash(token), channel, name, role, at } as const;
    if (!(await store.insertKeyOnce(tx, key))) return;
    await record(tx, { actor: system, at, action: 'key.created', subject: `key/${name}`, details: { role } });
  });
  return token;
}

/** 32 bytes for one purpose; another purpose gives unrelated bytes. */
export function derivedBytes(secret: Secret, purpose: string): Buffer {
  return createHmac('sha256', secret.reveal()).update(purpose).digest();
}
