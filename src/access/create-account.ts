import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import * as store from './access.store.js';
import type { Actor, StaffRole } from './actor.js';
import { allow } from './policy.js';

/** A person who works with the service. */
export interface NewAccount {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly team: string;
}

/** Opens a staff account; it has no password: a sign-in link is made for it when it is needed. */
export async function createAccount(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  account: NewAccount,
): Promise<void> {
  allow(ctx.actor, 'administer');
  const team = await store.teamId(ctx.db, account.team);
  if (!team) throw new AppError('NOT_FOUND', `team names no team: ${account.team}.`);
  await ctx.db.transaction().execute(async (tx) => {
    await store.insertPerson(tx, {
      key: account.key,
      name: requireText('name', account.name, { max: 120 }),
      email: account.email,
      role: account.role,
      team_id: team.id,
    });
    await record(tx, {
      actor: ctx.actor,
      at: ctx.clock.now(),
      action: 'account.created',
      subject: { account: account.key },
      details: { role: account.role, team: account.team },
    });
  });
}

/** Opens a team. */
export async function createTeam(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  team: { readonly key: string; readonly name: string; readonly email: string },
): Promise<void> {
  allow(ctx.actor, 'administer');
  await ctx.db.transaction().execute(async (tx) => {
    await store.insertTeam(tx, {
      key: team.key,
      name: requireText('name', team.name, { max: 120 }),
      email: team.email,
    });
    await record(tx, { actor: ctx.actor, at: ctx.clock.now(), action: 'team.created', subject: `team/${team.key}` });
  });
}
