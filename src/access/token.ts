import { createHash, randomBytes } from 'node:crypto';

/** A new bearer token: 256 random bits; the prefix lets a scanner recognise a leaked one. */
export function newToken(kind: 'session' | 'link'): string {
  return `uv-${kind}-${randomBytes(32).toString('base64url')}`;
}

/** What the database keeps of a token: it cannot be turned back. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
