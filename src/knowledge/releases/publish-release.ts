import { type Actor, allow } from '../../access/index.js';
import type { Row } from '../../platform/database/tables.js';
import { type Blocked, blockedBy, switchThroughGate } from '../gate.js';
import { type Outcome, switched, type Switching, unchanged } from '../switch-published.js';
import { carryOutRelease } from './carry-out-release.js';
import { type ReleaseConflict, releaseConflict, requireReleaseState, type Verdict } from './release.js';
import { allowOnItems } from './release-rights.js';
import { obstaclesBeforeSwitch, type ReleaseJudgeContext } from './judge-release.js';
import * as store from './release.store.js';
import type { RehearsalContext } from './rehearse-release.js';
import { lockedRelease, moveRelease, type ReleaseContext, type ReleaseInput, releaseNamed } from './write-release.js';

/** What a release came to that is published, or taken back. */
export interface ReleaseSwitched {
  readonly outcome: 'switched';
  readonly key: string;
  readonly snapshotSequence: number;
}

export type PublishReleaseOutcome = ReleaseSwitched | Blocked | ReleaseConflict;

/** Makes everything in an approved release live in one switch: all of it, or nothing. */
export async function publishRelease(
  ctx: ReleaseContext & ReleaseJudgeContext,
  input: ReleaseInput,
): Promise<PublishReleaseOutcome> {
  allow(ctx.actor, 'publish answers');
  const seen = await releaseNamed(ctx.db, input.key);
  const isWaiting = seen.edit === input.expectedEdit && (seen.state === 'APPROVED' || seen.state === 'SCHEDULED');
  const obstacles = isWaiting ? await obstaclesBeforeSwitch(ctx, seen) : [];
  if (obstacles.length > 0) return { outcome: 'blocked', obstacles };
  return switchThroughGate<PublishReleaseOutcome>(ctx, 'release.published', input.key, async (switching) => {
    const release = await lockedRelease(switching.tx, input.key);
    const conflict = releaseConflict(input.expectedEdit, release);
    if (conflict) return unchanged(conflict);
    requireReleaseState(release, ['APPROVED', 'SCHEDULED']);
    return publishLocked(ctx, switching, release);
  });
}

/** The same for a release that is locked and may be published; what it has done when something stands in the way is taken back. */
export async function publishLocked(
  ctx: RehearsalContext & { readonly actor: Actor },
  switching: Switching,
  release: Row<'release'>,
): Promise<Outcome<ReleaseSwitched>> {
  const { tx, moment, sequence } = switching;
  const items = await store.itemsOf(tx, release.id);
  await allowOnItems(tx, ctx.actor, 'publish', items);
  const by = { publisher: ctx.actor.name, approver: release.approved_by ?? '', approvedAt: release.approved_at };
  const carried = await carryOutRelease({ ...ctx, ...by }, switching, items);
  if (carried.obstacles.length > 0) blockedBy(carried.obstacles);
  for (const [id, { done }] of carried.items) await store.keepDone(tx, id, JSON.stringify(done));
  await store.endItems(tx, release.id);
  const published = { published_by: ctx.actor.name, published_at: moment, snapshot_sequence: sequence, failure: null };
  const { edit } = await moveRelease(tx, ctx.actor.name, release, { to: 'PUBLISHED', at: moment, change: published });
  return switched(
    { outcome: 'switched', key: release.key, snapshotSequence: sequence },
    {
      details: { edit, items: [...carried.items.values()].map(({ made }) => made) },
      people: { createdBy: release.created_by, approvedBy: release.approved_by },
      effectiveAt: carried.effectiveAt,
      ...judgedBefore(release),
    },
  );
}

/** The gate's verdict counts for the edit that it judged; of the drafts it judged, every edit is pinned. */
function judgedBefore({ gate, edit }: Row<'release'>): { readonly judgedAt?: number } {
  const verdict = gate as Verdict | null;
  return verdict && verdict.edit === edit && verdict.obstacles.length === 0 ? { judgedAt: verdict.sequence } : {};
}
