import { allow } from '../../access/index.js';
import { AppError } from '../../platform/errors.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import * as answers from '../answer.store.js';
import { lockedAnswer } from '../draft-answer.js';
import { switched, switchPublished } from '../switch-published.js';
import type { Emergency } from './emergency.js';
import { declineOpenEmergency } from './emergency.store.js';
import { agreedProposal, carriedOut, type EmergencyContext, propose } from './two-people.js';
import { insertWithdrawal, standingWithdrawal } from './withdrawal.store.js';

/** An emergency that was carried out, and the published state from which on it shows. */
export interface CarriedOut {
  readonly emergency: Emergency;
  readonly snapshotSequence: number;
}

/** Proposes that an answer be given to nobody until someone has looked at it; nothing changes until a second person agrees. */
export async function proposeWithdrawal(
  ctx: EmergencyContext,
  { key, reason }: { readonly key: string; readonly reason: string },
): Promise<Emergency> {
  allow(ctx.actor, 'write drafts');
  return ctx.db.transaction().execute(async (tx) => {
    const answer = await lockedAnswer(tx, key);
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    const latest = await answers.latestVersion(tx, answer.id);
    if (!latest) throw new AppError('BAD_INPUT', `${key} was never published: there is nothing to withdraw.`);
    if (await standingWithdrawal(tx, answer.id, 'EMERGENCY'))
      throw new AppError('CONFLICT', `${key} is withdrawn already.`);
    const inForce = await answers.versionInForce(tx, answer.id, ctx.clock.now());
    return propose(ctx, tx, { kind: 'WITHDRAWAL', answer }, { version: (inForce ?? latest).number, reason });
  });
}

/**
 * The second person agrees: from this switch on nobody is given the answer. The gate is not asked, for what is wrong must go even where others link
 * to it.
 */
export async function confirmWithdrawal(ctx: EmergencyContext, key: string): Promise<CarriedOut> {
  allow(ctx.actor, 'publish answers');
  return switchPublished(ctx, 'answer.withdrawn', key, async ({ tx, moment, sequence }) => {
    const answer = await lockedAnswer(tx, key);
    await allowUnderTopic(tx, ctx.actor, 'publish', answer.topic_id);
    const proposal = await agreedProposal(ctx, tx, { kind: 'WITHDRAWAL', answer });
    await insertWithdrawal(tx, {
      answer_id: answer.id,
      kind: 'EMERGENCY',
      reason: proposal.reason,
      begun_by: proposal.proposed_by,
      confirmed_by: ctx.actor.name,
      begun_at: moment,
    });
    // Whoever proposed to give it again did not know of this withdrawal: the agreement of another person would be the only one.
    const reinstatement = { answerId: answer.id, kind: 'REINSTATEMENT' } as const;
    await declineOpenEmergency(tx, reinstatement, { by: ctx.actor.name, at: moment });
    await answers.insertTransition(tx, {
      answer_id: answer.id,
      from_state: null,
      to_state: 'WITHDRAWN',
      actor: ctx.actor.name,
      note: proposal.reason,
      at: moment,
    });
    const emergency = await carriedOut(tx, proposal, { key, by: ctx.actor.name, at: moment });
    return switched(
      { emergency, snapshotSequence: sequence },
      { details: { emergency: proposal.id, version: proposal.version }, people: { proposedBy: proposal.proposed_by } },
    );
  });
}
