import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../platform/errors.js';

/** Public keys by their names, as a published key set holds them. */
export type KeySet = ReadonlyMap<string, KeyObject>;

/** A public key with its times. */
export interface PublicKey {
  /** The thumbprint of RFC 7638. */
  readonly keyId: string;
  /** 32 bytes in base64url. */
  readonly publicKey: string;
  readonly createdAt: Date;
  /** Null = it signs now. */
  readonly retiredAt: Date | null;
}

/** The JSON Web Key Set of public keys (RFC 7517 and 8037). */
export function keySetOf(keys: readonly Pick<PublicKey, 'keyId' | 'publicKey'>[]): string {
  const jwks = keys.map(({ keyId, publicKey }) => ({
    kty: 'OKP',
    crv: 'Ed25519',
    x: publicKey,
    kid: keyId,
    alg: 'EdDSA',
    use: 'sig',
  }));
  return `${JSON.stringify({ keys: jwks }, null, 2)}\n`;
}

const published = z.object({
  keys: z
    .array(
      z.object({ kty: z.string(), crv: z.string().optional(), kid: z.string().optional(), x: z.string().optional() }),
    )
    .max(1_000),
});

/** Reads a JSON Web Key Set; keys of other kinds are passed over. Throws BAD_INPUT when it is none, or holds no key that can sign receipts. */
export function readKeySet(text: string): KeySet {
  const found = published.safeParse(jsonIn(text));
  if (!found.success) throw new AppError('BAD_INPUT', 'The keys are no JSON Web Key Set.');
  const keys = found.data.keys.flatMap(({ kty, crv, kid, x }) =>
    kty === 'OKP' && crv === 'Ed25519' && kid && x ? [[kid, keyOf(x)] as const] : [],
  );
  if (keys.length === 0) throw new AppError('BAD_INPUT', 'The key set holds no Ed25519 key.');
  return new Map(keys);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError('BAD_INPUT', 'The keys are not JSON.', {}, { cause: error });
  }
}

function keyOf(x: string): KeyObject {
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch (error) {
    throw new AppError('BAD_INPUT', 'The key set holds an Ed25519 key that is none.', {}, { cause: error });
  }
}
