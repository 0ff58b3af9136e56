import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { SigningKey } from './content-receipt.js';
import { keySetOf, type PublicKey } from './key-set.js';
import * as store from './signing-key.store.js';

type Context = { readonly db: Database; readonly clock: Clock };

/** The key that signs receipts now: another one after `refresh`, when it was changed on any node. */
export interface CurrentSigningKey extends SigningKey {
  refresh(): Promise<void>;
}

/** Opens the key that all nodes share through the database; it is made on first use. */
export async function openSigningKey(ctx: Context): Promise<CurrentSigningKey> {
  let current = await readKey(ctx);
  return {
    get keyId() {
      return current.keyId;
    },
    get privateKey() {
      return current.privateKey;
    },
    refresh: async () => {
      current = await readKey(ctx);
    },
  };
}

/** The public keys, the one that signs now first. */
export async function publicKeysOf(db: Database): Promise<readonly PublicKey[]> {
  const rows = await store.publicKeys(db);
  return rows.map(({ key_id, public_jwk, created_at, retired_at }) => ({
    keyId: key_id,
    publicKey: String(public_jwk['x']),
    createdAt: created_at,
    retiredAt: retired_at,
  }));
}

/** The public keys as they are published. */
export async function keySetDocument(db: Database): Promise<string> {
  return keySetOf(await publicKeysOf(db));
}

/** A new pair of keys, named by the thumbprint of RFC 7638. */
export async function newKey(clock: Clock): Promise<store.NewKey> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const publicJwk = await exportJWK(publicKey);
  return {
    keyId: await calculateJwkThumbprint(publicJwk),
    privateJwk: await exportJWK(privateKey),
    publicJwk,
    at: clock.now(),
  };
}

async function readKey(ctx: Context): Promise<SigningKey> {
  const known = await store.activeKey(ctx.db);
  if (!known) await store.insertFirstKey(ctx.db, await newKey(ctx.clock));
  const row = known ?? (await store.activeKey(ctx.db));
  if (!row) throw new Error('the signing key that was just written is gone');
  return { keyId: row.key_id, privateKey: createPrivateKey({ key: row.private_jwk as JsonWebKey, format: 'jwk' }) };
}
