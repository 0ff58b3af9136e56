import { latestSwitch } from '../snapshot.store.js';
import type { Verdict } from './release.js';
import { keepVerdict, releasesToJudge } from './release.store.js';
import { obstaclesOf, type ReleaseJudgeContext } from './judge-release.js';
import { rehearseRelease } from './rehearse-release.js';

/** Asks the gate anew about every release that waits for its publication, as often as the published state has changed: what will block shows early. */
export async function judgeReleases(ctx: ReleaseJudgeContext): Promise<void> {
  const latest = await latestSwitch(ctx.db);
  for (const release of await releasesToJudge(ctx.db, latest?.sequence ?? 0)) {
    const rehearsal = await rehearseRelease(ctx, release);
    const obstacles = await obstaclesOf(ctx, rehearsal);
    const verdict: Verdict = { sequence: rehearsal.sequence, edit: release.edit, obstacles };
    await keepVerdict(ctx.db, release.id, release.edit, JSON.stringify(verdict));
  }
}
