import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { allowUnderTopic } from './allow-under-topic.js';
import * as store from './answer.store.js';
import { draftFrom, type EditConflict, editConflict } from './draft.js';
import { lockedAnswer } from './draft-answer.js';
import { type Blocked, type GateRule, switchThroughGate } from './gate.js';
import { obstaclesTo } from './obstacles.js';
import { publishVersion } from './publish-version.js';
import { surroundings } from './read-draft.js';
import { draftInRelease } from './releases/in-release.js';
import { switched, unchanged } from './switch-published.js';
import { standingWithdrawal } from './withdrawals/withdrawal.store.js';

export type PublishOutcome =
  | { readonly outcome: 'published'; readonly key: string; readonly number: number; readonly snapshotSequence: number }
  | Blocked
  | EditConflict;

/** What publishing needs to know of the world. */
export interface PublishContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly sourceLocale: string;
  readonly markdownProblems: (body: string) => readonly string[];
  readonly gateRules: readonly GateRule[];
}

/** Makes the approved draft the one answer that every channel gives: a new immutable version, in effect at once or from its day on. */
export async function publishAnswer(
  ctx: PublishContext,
  input: { readonly key: string; readonly expectedEdit: number; readonly keepWithdrawn?: boolean },
): Promise<PublishOutcome> {
  allow(ctx.actor, 'publish answers');
  return switchThroughGate<PublishOutcome>(ctx, 'answer.published', input.key, async (switching) => {
    const { tx, moment, sequence } = switching;
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'publish', answer.topic_id);
    const row = await store.draftOf(tx, answer.id);
    const conflict = editConflict(input.key, input.expectedEdit, row);
    if (conflict) return unchanged(conflict);
    if (!row) throw new AppError('NOT_FOUND', `There is no draft of ${input.key}.`);
    const elsewhere = await draftInRelease(tx, answer.id);
    if (elsewhere) return unchanged({ outcome: 'blocked', obstacles: [elsewhere] });
    const found = obstaclesTo({
      ...(await surroundings(tx, answer, draftFrom(input.key, row), moment)),
      markdownProblems: ctx.markdownProblems,
    });
    if (found.length > 0) return unchanged({ outcome: 'blocked', obstacles: found });
    const { keepWithdrawn = false } = input;
    const withdrawn = (await standingWithdrawal(tx, answer.id)) !== undefined;
    const by = { publisher: ctx.actor.name, sourceLocale: ctx.sourceLocale, keepWithdrawn };
    const { number, hash, effective_from } = await publishVersion(switching, answer, row, by);
    return switched(
      { outcome: 'published', key: input.key, number, snapshotSequence: sequence },
      {
        details: {
          version: number,
          hash,
          effectiveFrom: row.effective_from,
          ...(withdrawn ? { endsWithdrawal: !keepWithdrawn } : {}),
        },
        people: { author: row.author, reviewer: row.reviewer },
        effectiveAt: [effective_from],
      },
    );
  });
}
