import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import * as store from './access.store.js';
import { system } from './actor.js';
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
  await ctx.db.transaction().execute(async (tx) => {
    await store.insertLink(tx, tokenHash(token), account.id, later(ctx, linkLifetime));
    const at = ctx.clock.now();
    await record(tx, { actor: system, at, action: 'link.created', subject: { account: account.key } });
  });
  return token;
}

/** Whom an unused link would sign in; reading it does not use it up, so link previews do no harm. */
export async function peekSignInLink(ctx: AccessContext, token: string): Promise<{ readonly name: string } | null> {
  return (await store.accountOfLink(ctx.db, tokenHash(token), ctx.clock.now())) ?? null;
}

/** Uses the link up and begins a session; null when the link is unknown, used or too old. */
export async function useSignInLink(ctx: AccessContext, token: string): Promise<StartedSession | null> {
  const account = await store.accountOfLink(ctx.db, tokenHash(token), ctx.clock.now());
  if (!account) return null;
  return ctx.db.transaction().execute(async (tx) => {
    const used = await store.useLink(tx, tokenHash(token), ctx.clock.now());
    if (!used) return null;
    const started = await startSession({ ...ctx, db: tx }, account.id, account.name);
    await recordOwn({ ...ctx, tx }, account, 'session.started');
    return started;
  });
}

/** Ends a session. */
export async function signOut(ctx: AccessContext, session: string): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const account = await store.deleteSession(tx, tokenHash(session));
    if (account) await recordOwn({ ...ctx, tx }, account, 'session.ended');
  });
}

/** What people do to their own accounts. */
async function recordOwn(
  ctx: { readonly tx: DatabaseTransaction; readonly clock: Clock },
  { key, role }: { readonly key: string; readonly role: string },
  action: string,
): Promise<void> {
  const actor = { name: key, role };
  await record(ctx.tx, { actor, at: ctx.clock.now(), action, subject: { account: key } });
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
