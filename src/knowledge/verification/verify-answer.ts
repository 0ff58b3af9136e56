import { type Actor, allow } from '../../access/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { lockedAnswer } from '../draft-answer.js';
import { type Blocked, type GateContext, switchThroughGate } from '../gate.js';
import { switched, unchanged } from '../switch-published.js';
import { planFrom } from './compile-upkeep.js';
import { requireVerifier } from './require-verifier.js';
import { dueAfter } from './verification.js';
import * as store from './verification.store.js';

/** The version that someone has read and found still true. */
export interface VerifyInput {
  readonly key: string;
  readonly version: number;
  readonly note?: string;
}

/** What became of it; a conflict = another version is in effect than the one that was read. */
export type VerifyOutcome =
  | {
      readonly outcome: 'verified';
      readonly key: string;
      readonly version: number;
      readonly verifiedAt: Date;
      readonly dueAt: Date;
      readonly snapshotSequence: number;
    }
  | { readonly outcome: 'conflict'; readonly key: string; readonly expected: number; readonly actual: number }
  | Blocked;

/** Says that a version is still true, which keeps it, or brings it back, until its next day. */
export async function verifyAnswer(
  ctx: GateContext & { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  input: VerifyInput,
): Promise<VerifyOutcome> {
  allow(ctx.actor, 'verify answers');
  const note = requireText('note', input.note ?? '', { min: 0, max: 1_000 });
  return switchThroughGate<VerifyOutcome>(ctx, 'answer.verified', input.key, async ({ tx, moment, sequence }) => {
    const answer = await lockedAnswer(tx, input.key);
    const [row] = await store.plansAt(tx, { validAt: moment, knownAt: moment }, [answer.id]);
    const plan = planFrom(answer, row);
    await requireVerifier(tx, ctx.actor, answer, plan);
    const version = await store.versionInEffect(tx, answer.id, moment);
    if (!version || version.redacted_at) throw new AppError('NOT_FOUND', `No version of ${input.key} is in effect.`);
    if (version.number !== input.version)
      return unchanged({ outcome: 'conflict', key: input.key, expected: input.version, actual: version.number });
    const dueAt = dueAfter(moment, plan.everyDays);
    await store.insertVerification(tx, {
      answer_id: answer.id,
      version_id: version.id,
      by: ctx.actor.name,
      at: moment,
      note,
      due_at: dueAt,
    });
    return switched(
      {
        outcome: 'verified',
        key: input.key,
        version: version.number,
        verifiedAt: moment,
        dueAt,
        snapshotSequence: sequence,
      },
      { details: { version: version.number, hash: version.hash, dueAt } },
    );
  });
}
