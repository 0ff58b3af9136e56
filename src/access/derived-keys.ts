import { createHmac } from 'node:crypto';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Secret } from '../platform/secret.js';
import * as store from './access.store.js';
import { tokenHash } from './token.js';

/** The key by which one of our own channels calls the API: derived from the service's secret, so that all nodes have the same one. */
export async function deriveKey(
  ctx: { readonly db: Database; readonly clock: Clock; readonly secret: Secret },
  name: string,
  channel: string | null,
): Promise<string> {
  const token = `uv-key-${derivedBytes(ctx.secret, `key/${name}`).toString('base64url')}`;
  await store.insertKeyOnce(ctx.db, {
    hash: tokenHash(token),
    channel,
    name,
    role: channel === null ? 'OPERATOR' : 'CHANNEL',
    at: ctx.clock.now(),
  });
  return token;
}

/** 32 bytes for one purpose; another purpose gives unrelated bytes. */
export function derivedBytes(secret: Secret, purpose: string): Buffer {
  return createHmac('sha256', secret.reveal()).update(purpose).digest();
}
