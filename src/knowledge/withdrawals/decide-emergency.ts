import { allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import { type Emergency, emergencyFrom, type EmergencyKind, reviewedAfterwards } from './emergency.js';
import * as store from './emergency.store.js';
import type { EmergencyContext } from './two-people.js';

/** Turns a proposal down, or takes one's own back. */
export async function declineEmergency(ctx: EmergencyContext, id: number): Promise<Emergency> {
  allow(ctx.actor, 'write drafts');
  return ctx.db.transaction().execute(async (tx) => {
    const found = await lockedEmergency(tx, id);
    if (found.state !== 'PROPOSED') throw new AppError('CONFLICT', `The emergency ${id} is decided on already.`);
    if (found.proposed_by !== ctx.actor.name) {
      allow(ctx.actor, 'publish answers');
      await allowUnderTopic(tx, ctx.actor, 'publish', found.topicId);
    }
    const decided = { state: 'DECLINED', decided_by: ctx.actor.name, decided_at: ctx.clock.now() };
    const row = await store.updateEmergency(tx, id, decided);
    await record(tx, {
      actor: ctx.actor,
      at: decided.decided_at,
      action: 'emergency.declined',
      subject: `answer/${found.answerKey}`,
      details: { emergency: id, kind: found.kind },
      people: { proposedBy: found.proposed_by },
    });
    return emergencyFrom(found.answerKey, row);
  });
}

/** A third person has looked at what two decided at once, and says what came of it. */
export async function reviewEmergency(
  ctx: EmergencyContext,
  { id, note }: { readonly id: number; readonly note: string },
): Promise<Emergency> {
  allow(ctx.actor, 'review drafts');
  const said = requireText('note', note, { max: 1_000 });
  return ctx.db.transaction().execute(async (tx) => {
    const found = await lockedEmergency(tx, id);
    await allowUnderTopic(tx, ctx.actor, 'review', found.topicId);
    if (found.state !== 'CARRIED_OUT' || !reviewedAfterwards.includes(found.kind as EmergencyKind))
      throw new AppError('BAD_INPUT', `The emergency ${id} is not one that is reviewed afterwards.`);
    if (found.reviewed_at) throw new AppError('CONFLICT', `The emergency ${id} was reviewed already.`);
    if ([found.proposed_by, found.decided_by].includes(ctx.actor.name))
      throw new AppError('FORBIDDEN', 'You were one of the two who decided this: a third person must review it.');
    const at = ctx.clock.now();
    const row = await store.updateEmergency(tx, id, {
      reviewed_by: ctx.actor.name,
      reviewed_at: at,
      review_note: said,
    });
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'emergency.reviewed',
      subject: `answer/${found.answerKey}`,
      details: { emergency: id, kind: found.kind, version: found.made_version ?? found.version },
      people: { proposedBy: found.proposed_by, confirmedBy: found.decided_by },
    });
    return emergencyFrom(found.answerKey, row);
  });
}

async function lockedEmergency(tx: DatabaseTransaction, id: number): Promise<store.EmergencyRow> {
  const found = Number.isSafeInteger(id) ? await store.lockEmergency(tx, id) : undefined;
  if (!found) throw new AppError('NOT_FOUND', `There is no emergency ${id}.`);
  return found;
}
