import { system } from '../../access/index.js';
import type { Row } from '../../platform/database/tables.js';
import { isAppError } from '../../platform/errors.js';
import { announce } from '../../platform/events.js';
import { type Blocked, switchThroughGate } from '../gate.js';
import { latestSwitch } from '../snapshot.store.js';
import { unchanged } from '../switch-published.js';
import { obstaclesBeforeSwitch, type ReleaseJudgeContext } from './judge-release.js';
import { publishLocked, type ReleaseSwitched } from './publish-release.js';
import type { Verdict } from './release.js';
import { dueReleases, lockRelease } from './release.store.js';
import type { RehearsalContext } from './rehearse-release.js';
import { lockedRelease, takeStep } from './write-release.js';

const longestFailure = 2_000;

/**
 * Publishes every release whose time has come: once, however many processes try, for each looks again under the lock. One that the gate holds back
 * is approved again without a time, says why, and is announced as blocked.
 */
export async function publishDueReleases(ctx: ReleaseJudgeContext): Promise<void> {
  const failures: unknown[] = [];
  for (const due of await dueReleases(ctx.db, ctx.clock.now())) {
    try {
      const outcome = await publishDue(ctx, due);
      if (outcome?.outcome === 'blocked') await holdBack(ctx, due, outcome.obstacles);
    } catch (error) {
      // One that fails, for a reason of ours, is tried again and keeps none of the others waiting.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function publishDue(ctx: ReleaseJudgeContext, due: Row<'release'>): Promise<ReleaseSwitched | Blocked | null> {
  const service = { ...ctx, actor: system };
  try {
    const obstacles = await obstaclesBeforeSwitch(ctx, due);
    if (obstacles.length > 0) return { outcome: 'blocked', obstacles };
    return await switchThroughGate<ReleaseSwitched | null>(service, 'release.published', due.key, async (switching) => {
      const release = await lockedRelease(switching.tx, due.key);
      return isSame(release, due) ? publishLocked(service, switching, release) : unchanged(null);
    });
  } catch (error) {
    if (isAppError(error)) return { outcome: 'blocked', obstacles: [error.message] };
    throw error;
  }
}

function isSame(release: Row<'release'>, due: Row<'release'>): boolean {
  return release.state === 'SCHEDULED' && release.edit === due.edit;
}

function holdBack(ctx: RehearsalContext, due: Row<'release'>, obstacles: readonly string[]): Promise<void> {
  return ctx.db.transaction().execute(async (tx) => {
    const release = await lockRelease(tx, due.key);
    if (!release || !isSame(release, due)) return;
    const at = ctx.clock.now();
    const verdict: Verdict = { sequence: (await latestSwitch(tx))?.sequence ?? 0, edit: release.edit + 1, obstacles };
    const failure = `It was not published at ${due.effective_at?.toISOString()}: ${obstacles.join(' ')}`;
    await announce(tx, 'release.blocked', { subject: `release/${release.key}` }, at);
    await takeStep(tx, system, release, {
      action: 'release.blocked',
      at,
      to: 'APPROVED',
      change: { failure: failure.slice(0, longestFailure), effective_at: null, gate: JSON.stringify(verdict) },
      note: failure.slice(0, longestFailure),
      details: { effectiveAt: due.effective_at, obstacles: obstacles.length },
      people: { createdBy: release.created_by, approvedBy: release.approved_by },
    });
  });
}
