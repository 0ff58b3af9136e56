import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import * as store from './access.store.js';
import { newToken, tokenHash } from './token.js';

const hour = 3_600_000;
const linkLifetime = 12 * hour;
const sessionLifetime = 12 * hour;

type AccessContext = { readonly db: Database; readonly clock: Clock };

/** A session that has just begun. */
export interface StartedSession {
  readonly session: string;
  readonly name: string;
  readonly expiresAt: Date;
}

/** A link's token that signs one staff account in, once, within twelve hours. There are no passwords. */
export async function createSignInLink(ctx: AccessContext, accountKey: string): Promise<string> {
  const account = await store.accountByKey(ctx.db, accountKey);
  if (!account) throw new AppError('NOT_FOUND', `There is no staff account named ${accountKey}.`);
  const token = newToken('link');
  await store.deleteExpired(ctx.db, ctx.clock.now());
  await store.insertLink(ctx.db, tokenHash(token), account.id, later(ctx, linkLifetime));
  return token;
}

/** Whom an unused link would sign in; reading it does not use it up, so link previews do no harm. */
export async function peekSignInLink(ctx: AccessContext, token: string): Promise<{ readonly name: string } | null> {
  return (await store.accountOfLink(ctx.db, tokenHash(token), ctx.clock.now())) ?? null;
}

/** Uses the link up and begins a session; null when the link is unknown, used or too old. */
export async function useSignInLink(ctx: AccessContext, token: string): Promise<StartedSession | null> {
  const account = await store.accountOfLink(ctx.db, tokenHash(token), ctx.clock.now());
  const used = account && (await store.useLink(ctx.db, tokenHash(token), ctx.clock.now()));
  return used ? startSession(ctx, used.person_id, account.name) : null;
}

/** Ends a session. */
export async function signOut(ctx: AccessContext, session: string): Promise<void> {
  await store.deleteSession(ctx.db, tokenHash(session));
}

async function startSession(ctx: AccessContext, personId: number, name: string): Promise<StartedSession> {
  const session = newToken('session');
  const expiresAt = later(ctx, sessionLifetime);
  await store.insertSession(ctx.db, tokenHash(session), personId, expiresAt);
  return { session, name, expiresAt };
}

function later(ctx: AccessContext, milliseconds: number): Date {
  return new Date(ctx.clock.now().getTime() + milliseconds);
}
