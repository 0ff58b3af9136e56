import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { SigningKey } from './content-receipt.js';
import * as store from './signing-key.store.js';

/** The key that signs receipts now; made on first use and shared by all nodes through the database. */
export async function openSigningKey(ctx: { readonly db: Database; readonly clock: Clock }): Promise<SigningKey> {
  const row = (await store.newestKey(ctx.db)) ?? (await createKey(ctx));
  return { keyId: row.key_id, privateKey: createPrivateKey({ key: row.private_jwk as JsonWebKey, format: 'jwk' }) };
}

async function createKey(ctx: { readonly db: Database; readonly clock: Clock }) {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const publicJwk: JWK = await exportJWK(publicKey);
  const keyId = await calculateJwkThumbprint(publicJwk);
  await store.insertFirstKey(ctx.db, {
    keyId,
    privateJwk: await exportJWK(privateKey),
    publicJwk,
    at: ctx.clock.now(),
  });
  const row = await store.newestKey(ctx.db);
  if (!row) throw new Error('the signing key that was just written is gone');
  return row;
}
