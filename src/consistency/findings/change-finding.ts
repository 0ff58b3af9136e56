import { type Actor, allow, type Permission } from '../../access/index.js';
import { worksEverywhere } from '../../knowledge/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { announce } from '../../platform/events.js';
import type { Finding, FindingState } from '../finding.js';
import { findingsById } from '../finding.store.js';
import { lockFinding } from './finding-deed.store.js';

/** Who does it, and on what. */
export interface FindingContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
}

/** What became of a deed; a conflict shows where the finding stands now. */
export type FindingOutcome =
  | { readonly outcome: 'done'; readonly finding: Finding }
  | {
      readonly outcome: 'conflict';
      readonly expected: FindingState;
      readonly actual: FindingState;
      readonly theirs: Finding;
    };

interface Change {
  readonly id: number;
  readonly expectedState: FindingState;
  readonly permission: Permission;
  /** What the audit trail calls it. */
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** Whom it concerns besides the actor. */
  readonly people?: Readonly<Record<string, string | null>>;
}

/**
 * Does one thing with a finding, in one transaction with its audit entry and announcement. Throws NOT_FOUND, and FORBIDDEN for people of another team
 * than the one that owns it; managers and administrators may everywhere.
 */
export async function changeFinding(
  { db, clock, actor }: FindingContext,
  { id, expectedState, permission, action, details, people = {} }: Change,
  change: (tx: DatabaseTransaction, finding: Finding, at: Date) => Promise<void>,
): Promise<FindingOutcome> {
  allow(actor, permission);
  return db.transaction().execute(async (tx) => {
    const theirs = (await lockFinding(tx, id)) ? await findingOf(tx, id) : null;
    if (!theirs) throw new AppError('NOT_FOUND', `There is no finding ${id}.`);
    requireOwner(actor, theirs);
    if (theirs.state !== expectedState)
      return { outcome: 'conflict', expected: expectedState, actual: theirs.state, theirs };
    const at = clock.now();
    await change(tx, theirs, at);
    const subject = `finding/${id}`;
    await record(tx, { actor, at, action, subject, details: { ...details, from: theirs.state }, people });
    await announce(tx, 'finding.changed', { subject, findings: [id] }, at);
    return { outcome: 'done', finding: (await findingOf(tx, id)) ?? theirs };
  });
}

async function findingOf(db: Database, id: number): Promise<Finding | null> {
  return (await findingsById(db, [id]))[0] ?? null;
}

function requireOwner(actor: Actor, { ownerTeam }: Finding): void {
  if (ownerTeam === null || worksEverywhere(actor) || actor.role === 'MANAGER' || actor.team === ownerTeam) return;
  throw new AppError(
    'FORBIDDEN',
    `The finding belongs to the team ${ownerTeam}: your team, ${actor.team ?? 'none'}, may not decide on it.`,
    { ownerTeam },
  );
}
