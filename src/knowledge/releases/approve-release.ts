import { allow } from '../../access/index.js';
import { AppError } from '../../platform/errors.js';
import { draftOf, lockAnswer } from '../answer.store.js';
import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { Blocked } from '../gate.js';
import { releaseConflict, type ReleaseOutcome, requireReleaseState, type Verdict } from './release.js';
import { obstaclesOf, type ReleaseJudgeContext } from './judge-release.js';
import { type Rehearsal, rehearseRelease } from './rehearse-release.js';
import { allowOnItems, refuseOwnRelease } from './release-rights.js';
import * as store from './release.store.js';
import { lockedRelease, type ReleaseContext, type ReleaseInput, releaseNamed, takeStep } from './write-release.js';

/**
 * Says yes to a release as it stands, after the gate has judged what it would make of the published state. Neither the one who made it nor anyone
 * who wrote something in it may. What is approved is pinned: a draft that changes afterwards stands in its way.
 */
export async function approveRelease(
  ctx: ReleaseContext & ReleaseJudgeContext,
  input: ReleaseInput,
): Promise<ReleaseOutcome | Blocked> {
  allow(ctx.actor, 'review drafts');
  const seen = await releaseNamed(ctx.db, input.key);
  const stale = releaseConflict(input.expectedEdit, seen);
  if (stale) return stale;
  requireReleaseState(seen, ['OPEN']);
  const items = await store.itemsOf(ctx.db, seen.id);
  if (items.length === 0) throw new AppError('BAD_INPUT', `There is nothing in the release ${input.key} yet.`);
  await refuseOwnRelease(ctx.db, ctx.actor, seen, items);
  await allowOnItems(ctx.db, ctx.actor, 'review', items);
  const rehearsal = await rehearseRelease(ctx, seen, ctx.actor.name);
  const obstacles = await obstaclesOf(ctx, rehearsal);
  if (obstacles.length > 0) return { outcome: 'blocked', obstacles };
  return ctx.db.transaction().execute(async (tx) => {
    const release = await lockedRelease(tx, input.key);
    const conflict = releaseConflict(input.expectedEdit, release);
    if (conflict) return conflict;
    const moved = await pinDrafts(tx, items, rehearsal);
    if (moved.length > 0) {
      await store.unpinEdits(tx, release.id);
      return { outcome: 'blocked', obstacles: moved };
    }
    await refuseOwnRelease(tx, ctx.actor, release, items);
    const at = ctx.clock.now();
    const verdict: Verdict = { sequence: rehearsal.sequence, edit: release.edit + 1, obstacles: [] };
    const approved = await takeStep(tx, ctx.actor, release, {
      action: 'release.approved',
      at,
      to: 'APPROVED',
      change: { approved_by: ctx.actor.name, approved_at: at, failure: null, gate: JSON.stringify(verdict) },
      details: { items: items.length, judgedAt: rehearsal.sequence },
      people: { createdBy: release.created_by },
    });
    return { outcome: 'changed', release: approved };
  });
}

/** Pins the edit of every draft that was rehearsed, and names those that are another by now. */
async function pinDrafts(
  tx: DatabaseTransaction,
  items: readonly store.ItemRow[],
  { carried }: Rehearsal,
): Promise<readonly string[]> {
  const moved: string[] = [];
  for (const item of items.filter(({ kind }) => kind === 'ANSWER')) {
    const answer = await lockAnswer(tx, item.answerKey ?? '');
    const edit = (answer && (await draftOf(tx, answer.id)))?.edit;
    if (edit === undefined || edit !== carried.items.get(item.id)?.draftEdit)
      moved.push(`${item.answerKey}: Its draft was changed while the release was judged: read it again.`);
    else await store.pinEdit(tx, item.id, edit);
  }
  return moved;
}
