import { accountByKey, type Actor, may, staff, type StaffRole } from '../../access/index.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import type { Finding, FindingState } from '../finding.js';
import { changeFinding, type FindingContext, type FindingOutcome } from './change-finding.js';
import { insertDeed, setAssignee } from './finding-deed.store.js';

/** That an account was given a finding by a deed. */
export interface Assignment {
  readonly deedId: number;
  readonly findingId: number;
  readonly account: string;
}

/** What assigning needs beside what every deed does. */
export interface AssignContext extends FindingContext {
  /** Queues that the person is told, in the transaction that gives them the finding. */
  readonly queueAssignment: (tx: DatabaseTransaction, assignment: Assignment) => Promise<void>;
}

/** Gives a finding to a person of the team that owns it, or to nobody; it stays where it stands. Who is given it by somebody else is told. */
export async function assignFinding(
  ctx: AssignContext,
  input: { readonly id: number; readonly expectedState: FindingState; readonly to: string | null },
): Promise<FindingOutcome> {
  const { to } = input;
  const people = { to };
  const deed = { ...input, permission: 'decide findings', action: 'finding.assigned', details: {}, people } as const;
  return changeFinding(ctx, deed, async (tx, finding, at) => {
    if (to !== null) await requireAssignable(tx, finding, to);
    await setAssignee(tx, finding.id, to);
    const { state } = finding;
    const note = to === null ? 'Nobody in particular sees to it.' : `${to} sees to it.`;
    const kept = { finding_id: finding.id, from_state: state, to_state: state, note, actor: ctx.actor.name, at };
    const deedId = await insertDeed(tx, kept);
    if (to !== null && to !== finding.assignee && to !== ctx.actor.name)
      await ctx.queueAssignment(tx, { deedId, findingId: finding.id, account: to });
  });
}

async function requireAssignable(db: Database, { ownerTeam }: Finding, to: string): Promise<void> {
  const account = await accountByKey(db, to);
  if (!account) throw new AppError('NOT_FOUND', 'to names no staff account.');
  if (ownerTeam !== null && account.team !== ownerTeam)
    throw new AppError('BAD_INPUT', `to must be of the team ${ownerTeam}, which the finding belongs to.`);
  if (!may(asActor(account), 'decide findings'))
    throw new AppError('BAD_INPUT', 'to must be an account that may decide findings.');
}

function asActor(account: {
  readonly key: string;
  readonly name: string;
  readonly role: string;
  readonly team: string;
}): Actor {
  return staff({ ...account, role: account.role as StaffRole });
}
