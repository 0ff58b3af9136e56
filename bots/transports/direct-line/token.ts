import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../../../src/platform/clock.js';
import { AppError } from '../../../src/platform/errors.js';

/** What a token allows: to be one user in one conversation. */
export interface Grant {
  readonly conversationId: string;
  readonly userId: string;
}

/** A signed grant as Direct Line hands it out. */
export interface IssuedToken {
  readonly conversationId: string;
  readonly token: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** Signs and reads grants. */
export interface TokenMint {
  issue(grant: Grant): Promise<IssuedToken>;
  /** Throws UNAUTHENTICATED without a token, FORBIDDEN for one that is expired or not ours. */
  read(token: string | null): Promise<Grant>;
}

/** Half an hour: the clients refresh after fifteen minutes. */
const lifetimeSeconds = 1_800;
const issuer = 'univocal';
const audience = 'direct-line';

/** Tokens are HS256 and live half an hour by `clock`; the claims `conv` and `user` are where Microsoft's clients look for them. */
export function tokenMint(secret: Uint8Array, clock: Clock): TokenMint {
  return {
    issue: async ({ conversationId, userId }) => {
      const now = Math.floor(clock.now().getTime() / 1_000);
      const token = await new SignJWT({ conv: conversationId, user: userId })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds)
        .setJti(randomUUID())
        .sign(secret);
      return { conversationId, token, expires_in: lifetimeSeconds };
    },
    read: async (token) => {
      if (token === null) throw new AppError('UNAUTHENTICATED', 'A token is needed: ask for one at tokens/generate.');
      const { conv, user } = await claimsOf(token, secret, clock);
      if (typeof conv !== 'string' || typeof user !== 'string') throw foreign();
      return { conversationId: conv, userId: user };
    },
  };
}

/** A grant for a conversation that nobody has seen and a user whom nobody can guess. */
export function newGrant(): Grant {
  return { conversationId: randomUUID(), userId: `dl_${randomBytes(12).toString('hex')}` };
}

/** The token of an Authorization header; null without one. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer +([\w.~+/=-]{1,4096})$/i.exec(header ?? '')?.[1] ?? null;
}

/** Whether a bearer is a key, compared in a time that tells nothing of it. */
export function isSameKey(given: string, key: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function claimsOf(token: string, secret: Uint8Array, clock: Clock): Promise<Readonly<Record<string, unknown>>> {
  try {
    const options = { issuer, audience, algorithms: ['HS256'], requiredClaims: ['exp'], currentDate: clock.now() };
    return (await jwtVerify(token, secret, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw new AppError('FORBIDDEN', 'The token has expired.', { reason: 'TokenExpired' });
    throw foreign();
  }
}

function foreign(): AppError {
  return new AppError('FORBIDDEN', 'The token is not valid here.', { reason: 'BadToken' });
}
