import { type Actor, allow } from '../../access/index.js';
import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import * as answers from '../answer.store.js';
import { lockedAnswer } from '../draft-answer.js';
import { type Blocked, type GateContext, switchThroughGate } from '../gate.js';
import { switched } from '../switch-published.js';
import type { Emergency } from './emergency.js';
import { agreedProposal, carriedOut, type EmergencyContext, propose } from './two-people.js';
import type { CarriedOut } from './withdraw-answer.js';
import { endWithdrawal, standingWithdrawal } from './withdrawal.store.js';

/** Proposes that an answer that is withdrawn be given again as it was; nothing changes until a second person agrees. */
export async function proposeReinstatement(
  ctx: EmergencyContext,
  { key, reason }: { readonly key: string; readonly reason: string },
): Promise<Emergency> {
  allow(ctx.actor, 'write drafts');
  return ctx.db.transaction().execute(async (tx) => {
    const answer = await lockedAnswer(tx, key);
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    const version = await versionToGive(tx, answer, ctx.clock.now());
    return propose(ctx, tx, { kind: 'REINSTATEMENT', answer }, { version: version.number, reason });
  });
}

/** The second person agrees: the answer is given again, unless the gate objects to what that would make of the published state. */
export async function confirmReinstatement(
  ctx: GateContext & { readonly actor: Actor },
  key: string,
): Promise<({ readonly outcome: 'carried-out' } & CarriedOut) | Blocked> {
  allow(ctx.actor, 'publish answers');
  return switchThroughGate(ctx, 'answer.reinstated', key, async ({ tx, moment, sequence }) => {
    const answer = await lockedAnswer(tx, key);
    await allowUnderTopic(tx, ctx.actor, 'publish', answer.topic_id);
    const proposal = await agreedProposal(ctx, tx, { kind: 'REINSTATEMENT', answer });
    const version = await versionToGive(tx, answer, moment);
    if (version.number !== proposal.version)
      throw new AppError(
        'CONFLICT',
        `It is version ${proposal.version} of ${key} that was proposed to be given again; it would be version ${version.number}.`,
      );
    await endWithdrawal(tx, answer.id, { by: ctx.actor.name, at: moment });
    await answers.insertTransition(tx, {
      answer_id: answer.id,
      from_state: 'WITHDRAWN',
      to_state: 'REINSTATED',
      actor: ctx.actor.name,
      note: proposal.reason,
      at: moment,
    });
    const emergency = await carriedOut(tx, proposal, { key, by: ctx.actor.name, at: moment });
    return switched(
      { outcome: 'carried-out' as const, emergency, snapshotSequence: sequence },
      { details: { emergency: proposal.id, version: version.number }, people: { proposedBy: proposal.proposed_by } },
    );
  });
}

/** The version that would be given again; throws when the answer is not withdrawn, or when there are no words left to give. */
async function versionToGive(tx: DatabaseTransaction, answer: Row<'answer'>, at: Date): Promise<Row<'answer_version'>> {
  if (!(await standingWithdrawal(tx, answer.id)))
    throw new AppError(
      'BAD_INPUT',
      `${answer.key} is not withdrawn, or is given again by a version that waits for its day.`,
    );
  const version = await answers.versionInForce(tx, answer.id, at);
  if (!version) throw new AppError('BAD_INPUT', `No version of ${answer.key} is in force: publish one.`);
  if (version.redacted_at)
    throw new AppError('BAD_INPUT', `Version ${version.number} of ${answer.key} is redacted: publish a correction.`);
  return version;
}
