import type { Snapshot, Snapshots } from '../knowledge/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { announce } from '../platform/events.js';
import { chunksOf } from './chunks-of.js';
import { findingByOpinion } from './judge/finding-by-opinion.js';
import type { Judge, Opinion } from './judge/judge.js';
import { opinionsOn } from './judge/opinions-on.js';
import { unjudgedFindings } from './judge/unjudged-findings.js';
import { closeMissedFindings, keepFindings, type SeenFinding, statesOfFindings } from './finding.store.js';
import { findingsIn } from './finding.js';
import { endWaivers } from './findings/end-waivers.js';
import type { Observation } from './observation.js';
import { flaggedObservations, ratedCells } from './observation.store.js';
import { ownerOf } from './owner-of.js';
import { type RatedChannel, ratesOf } from './rates.js';
import { weighFindings } from './severity/weigh-findings.js';
import { isWhole, type Sweep } from './sweep.js';
import { type CellAskedOtherwise, findingsOtherwise } from './stability/asked-otherwise.js';
import { lastAskedOtherwiseIn } from './stability/asked-otherwise.store.js';
import { lockSweep, markDone } from './sweep.store.js';

const cellsAtOnce = 500;

/** Draws findings from a sweep's observations, and rates where it was over everything, and ends it, in one transaction: a sweep that is done has both. */
export async function finishSweep(
  ctx: { readonly db: Database; readonly clock: Clock; readonly snapshots: Snapshots; readonly judge: Judge | null },
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
      const opinions = await opinionsOn(tx, ctx.judge, observations);
      const seen = observations.flatMap((observation) =>
        seenIn(observation, opinions.get(observation) ?? null, snapshots.current()),
      );
      await keepFindings(tx, id, seen, moment);
    }
    for (const some of chunksOf(await lastAskedOtherwiseIn(tx, id), cellsAtOnce))
      await keepFindings(
        tx,
        id,
        some.flatMap((cell) => otherwiseSeenIn(cell, snapshots.current())),
        moment,
      );
    await endWaivers(tx, moment);
    await closeMissedFindings(tx, sweep, { moment, unjudged: await unjudgedFindings(tx, ctx.judge, id) });
    const weighed = await weighFindings(tx, { sourceLocale: snapshots.current().sourceLocale, now: moment });
    await markDone(tx, id, isWhole(sweep) ? ratesOf(await ratedCells(tx, id), channels) : null, moment);
    const after = await statesOfFindings(tx);
    const findings = [...after.keys()].filter((id) => before.get(id) !== after.get(id) || weighed.has(id));
    await announce(tx, 'finding.changed', { subject: `sweep/${id}`, findings }, moment);
  });
}

function otherwiseSeenIn(cell: CellAskedOtherwise, snapshot: Snapshot): readonly SeenFinding[] {
  const ownerTeam = ownerOf(snapshot, cell.probe.expects);
  return findingsOtherwise(cell).map((found) => ({ ...found, probe: cell.probe.id, channel: cell.channel, ownerTeam }));
}

function seenIn(observation: Observation, opinion: Opinion | null, snapshot: Snapshot): readonly SeenFinding[] {
  const ownerTeam = ownerOf(snapshot, observation.probe.expects);
  const judged = opinion && findingByOpinion(observation, opinion);
  return [...findingsIn(observation), ...(judged ? [judged] : [])].map((found) => ({
    ...found,
    probe: observation.probe.id,
    channel: observation.channel,
    ownerTeam,
  }));
}
