import { type Actor, allow } from '../access/index.js';
import { allowOnSubject, type TopicDeed } from '../knowledge/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { type Correction, type CorrectionConflict, correctionFrom } from './correction.js';
import * as store from './correction.store.js';

/** Which batch, and the edit of it that the caller saw. */
export interface CorrectionStep {
  readonly id: number;
  readonly expectedEdit: number;
}

export type CorrectionOutcome = { readonly outcome: 'decided'; readonly correction: Correction } | CorrectionConflict;

interface DecideContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
}

/** Lets prepared notices go. The one who prepared them may not; the queue sends them, each once. */
export function sendCorrections(
  ctx: DecideContext & { readonly queueCorrection: (tx: DatabaseTransaction, id: number) => Promise<void> },
  step: CorrectionStep,
): Promise<CorrectionOutcome> {
  allow(ctx.actor, 'publish answers');
  return decide(ctx, step, 'publish', async (tx, correction) => {
    if (correction.preparedBy === ctx.actor.name)
      throw new AppError('FORBIDDEN', 'You prepared these notices: a second person must send them.');
    await ctx.queueCorrection(tx, correction.id);
    return 'SENDING';
  });
}

/** Drops prepared notices; nothing was sent and nothing will be. */
export function cancelCorrections(ctx: DecideContext, step: CorrectionStep): Promise<CorrectionOutcome> {
  allow(ctx.actor, 'write drafts');
  return decide(ctx, step, 'write', async (_, correction) => {
    if (correction.preparedBy !== ctx.actor.name) allow(ctx.actor, 'publish answers');
    return 'CANCELLED';
  });
}

async function decide(
  ctx: DecideContext,
  { id, expectedEdit }: CorrectionStep,
  deed: TopicDeed,
  work: (tx: DatabaseTransaction, correction: Correction) => Promise<'SENDING' | 'CANCELLED'>,
): Promise<CorrectionOutcome> {
  return ctx.db.transaction().execute(async (tx) => {
    const row = await store.lockCorrection(tx, id);
    if (!row) throw new AppError('NOT_FOUND', `There are no correction notices ${id}.`);
    const correction = correctionFrom(row);
    await allowOnSubject(tx, ctx.actor, deed, correction.subject);
    if (correction.edit !== expectedEdit)
      return { outcome: 'conflict', expected: expectedEdit, actual: correction.edit, theirs: correction };
    if (correction.state !== 'PREPARED')
      throw new AppError(
        'BAD_INPUT',
        `The notices are ${correction.state.toLowerCase()}: only prepared ones wait for a word.`,
      );
    const state = await work(tx, correction);
    const at = ctx.clock.now();
    const decided = await store.updateCorrection(tx, id, {
      state,
      edit: correction.edit + 1,
      decided_by: ctx.actor.name,
      decided_at: at,
    });
    await record(tx, {
      actor: ctx.actor,
      at,
      action: state === 'SENDING' ? 'correction.sending' : 'correction.cancelled',
      subject: `correction/${id}`,
      people: { preparedBy: correction.preparedBy },
    });
    return { outcome: 'decided', correction: correctionFrom(decided) };
  });
}
