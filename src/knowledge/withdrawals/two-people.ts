import type { Actor } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { type Emergency, emergencyFrom, type EmergencyKind } from './emergency.js';
import * as store from './emergency.store.js';

/** What each of the two needs. */
export interface EmergencyContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
}

/** What is proposed, beside who proposes it and when. */
type Proposed = Pick<NewRow<'emergency'>, 'version' | 'reason'> &
  Partial<Pick<NewRow<'emergency'>, 'question' | 'title' | 'body' | 'short' | 'change_note' | 'legal_basis'>>;

const longestReason = 500;

/** Writes the first person's proposal; nothing else changes. Of each kind an answer has one at a time. */
export async function propose(
  ctx: EmergencyContext,
  tx: DatabaseTransaction,
  to: { readonly kind: EmergencyKind; readonly answer: Row<'answer'> },
  proposed: Proposed,
): Promise<Emergency> {
  const { kind, answer } = to;
  if (await store.lockOpenEmergency(tx, answer.id, kind))
    throw new AppError('CONFLICT', `The ${kind.toLowerCase()} of ${answer.key} is proposed already.`);
  const row = await store.insertEmergency(tx, {
    ...proposed,
    kind,
    answer_id: answer.id,
    reason: requireText('reason', proposed.reason, { max: longestReason }),
    state: 'PROPOSED',
    proposed_by: ctx.actor.name,
    proposed_at: ctx.clock.now(),
  });
  await record(tx, {
    actor: ctx.actor,
    at: row.proposed_at,
    action: 'emergency.proposed',
    subject: `answer/${answer.key}`,
    details: { emergency: row.id, kind, version: row.version },
  });
  return emergencyFrom(answer.key, row);
}

/**
 * The proposal that the second person agrees to, locked; throws when there is none, when it is the first person who agrees, or when it is not the
 * one that the second person read, where its id is given.
 */
export async function agreedProposal(
  ctx: Pick<EmergencyContext, 'actor'>,
  tx: DatabaseTransaction,
  to: { readonly kind: EmergencyKind; readonly answer: Row<'answer'>; readonly id?: number },
): Promise<Row<'emergency'>> {
  const proposal = await store.lockOpenEmergency(tx, to.answer.id, to.kind);
  if (!proposal) throw new AppError('NOT_FOUND', `Nobody has proposed a ${to.kind.toLowerCase()} of ${to.answer.key}.`);
  if (proposal.proposed_by === ctx.actor.name)
    throw new AppError('FORBIDDEN', 'You proposed this: a second person must agree.');
  if (to.id !== undefined && proposal.id !== to.id)
    throw new AppError(
      'CONFLICT',
      `Another ${to.kind.toLowerCase()} of ${to.answer.key} is proposed by now (${proposal.id}): read it.`,
      { emergency: proposal.id },
    );
  return proposal;
}

/** Notes that it was done. The words of a correction stand in its version from then on, and nowhere else. */
export async function carriedOut(
  tx: DatabaseTransaction,
  proposal: Row<'emergency'>,
  done: { readonly key: string; readonly by: string; readonly at: Date; readonly madeVersion?: number },
): Promise<Emergency> {
  const row = await store.updateEmergency(tx, proposal.id, {
    state: 'CARRIED_OUT',
    decided_by: done.by,
    decided_at: done.at,
    made_version: done.madeVersion ?? null,
    question: null,
    title: null,
    body: null,
    short: null,
    change_note: null,
  });
  return emergencyFrom(done.key, row);
}
