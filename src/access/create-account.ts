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
  ctx: { readonly db: Database; readonly actor: Actor },
  account: NewAccount,
): Promise<void> {
  allow(ctx.actor, 'administer');
  const team = await store.teamId(ctx.db, account.team);
  if (!team) throw new AppError('NOT_FOUND', `team names no team: ${account.team}.`);
  await store.insertPerson(ctx.db, {
    key: account.key,
    name: requireText('name', account.name, { max: 120 }),
    email: account.email,
    role: account.role,
    team_id: team.id,
  });
}

/** Opens a team. */
export async function createTeam(
  ctx: { readonly db: Database; readonly actor: Actor },
  team: { readonly key: string; readonly name: string; readonly email: string },
): Promise<void> {
  allow(ctx.actor, 'administer');
  await store.insertTeam(ctx.db, {
    key: team.key,
    name: requireText('name', team.name, { max: 120 }),
    email: team.email,
  });
}
