import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import * as store from './access.store.js';
import { type Actor, anonymous, type StaffRole, staff } from './actor.js';
import type { Audience } from './audience.js';
import { tokenHash } from './token.js';

const bearer = /^Bearer ([A-Za-z0-9_-]{16,200})$/;

/** The actor behind an Authorization header; none = anonymous, a wrong one = UNAUTHENTICATED, never a quiet anonymous. */
export async function authenticate(
  ctx: { readonly db: Database; readonly clock: Clock },
  header: string | undefined,
): Promise<Actor> {
  if (header === undefined) return anonymous;
  const token = bearer.exec(header)?.[1];
  const actor = token?.startsWith('uv-session-')
    ? await sessionActor(ctx, token)
    : token?.startsWith('uv-key-')
      ? await keyActor(ctx, token)
      : null;
  if (!actor)
    throw new AppError('UNAUTHENTICATED', 'The Authorization header must be "Bearer" and a token that is still valid.');
  return actor;
}

async function sessionActor(
  ctx: { readonly db: Database; readonly clock: Clock },
  token: string,
): Promise<Actor | null> {
  const account = await store.accountOfSession(ctx.db, tokenHash(token), ctx.clock.now());
  return account
    ? staff({ key: account.key, name: account.name, role: account.role as StaffRole, team: account.team })
    : null;
}

async function keyActor(ctx: { readonly db: Database }, token: string): Promise<Actor | null> {
  const key = await store.keyByHash(ctx.db, tokenHash(token));
  if (!key) return null;
  if (key.role === 'OPERATOR')
    return { role: 'OPERATOR', name: key.name, displayName: key.name, audience: 'STAFF', team: null, channel: null };
  return {
    role: 'CHANNEL',
    name: key.name,
    displayName: key.name,
    audience: (key.audience as Audience | null) ?? 'PUBLIC',
    team: null,
    channel: key.channel,
  };
}
