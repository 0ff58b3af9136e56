import type { Snapshot, Snapshots } from '../knowledge/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { announce } from '../platform/events.js';
import { closeMissedFindings, keepFindings, type SeenFinding, statesOfFindings } from './finding.store.js';
import { findingsIn } from './finding.js';
import { endWaivers } from './findings/end-waivers.js';
import type { Observation } from './observation.js';
import { flaggedObservations, ratedCells } from './observation.store.js';
import { ownerOf } from './owner-of.js';
import { type RatedChannel, ratesOf } from './rates.js';
import { weighFindings } from './severity/weigh-findings.js';
import { isWhole, type Sweep } from './sweep.js';
import { lockSweep, markDone } from './sweep.store.js';

/** Draws findings from a sweep's observations, and rates where it was over everything, and ends it, in one transaction: a sweep that is done has both. */
export async function finishSweep(
  ctx: { readonly db: Database; readonly clock: Clock; readonly snapshots: Snapshots },
  sweep: Sweep,
  channels: readonly RatedChannel[],
): Promise<void> {
  const { db, clock, snapshots } = ctx;
  const { id } = sweep;
  await db.transaction().execute(async (tx) => {
    if ((await lockSweep(tx, id)) !== 'RUNNING') return;
    const moment = clock.now();
    const before = await statesOfFindings(tx);
    for await (const observations of flaggedObservations(tx, id)) {
      const seen = observations.flatMap((observation) => seenIn(observation, snapshots.current()));
      await keepFindings(tx, id, seen, moment);
    }
    await endWaivers(tx, moment);
    await closeMissedFindings(tx, sweep, moment);
    const weighed = await weighFindings(tx, { sourceLocale: snapshots.current().sourceLocale, now: moment });
    await markDone(tx, id, isWhole(sweep) ? ratesOf(await ratedCells(tx, id), channels) : null, moment);
    const after = await statesOfFindings(tx);
    const findings = [...after.keys()].filter((id) => before.get(id) !== after.get(id) || weighed.has(id));
    await announce(tx, 'finding.changed', { subject: `sweep/${id}`, findings }, moment);
  });
}

function seenIn(observation: Observation, snapshot: Snapshot): readonly SeenFinding[] {
  const ownerTeam = ownerOf(snapshot, observation.probe.expects);
  return findingsIn(observation).map((found) => ({
    ...found,
    probe: observation.probe.id,
    channel: observation.channel,
    ownerTeam,
  }));
}
