import type { Snapshot, Snapshots } from '../knowledge/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { announce } from '../platform/events.js';
import { closeMissedFindings, keepFindings, type SeenFinding, statesOfFindings } from './finding.store.js';
import { findingsIn } from './finding.js';
import { endWaivers } from './findings/end-waivers.js';
import type { Observation } from './observation.js';
import { observationsOf } from './observation.store.js';
import { ratedCell } from './rated-cell.js';
import { type RatedChannel, ratesOf } from './rates.js';
import { lockSweep, markDone } from './sweep.store.js';

/** Draws findings and rates from a sweep's observations and ends it, in one transaction: a sweep that is done has both. */
export async function finishSweep(
  ctx: { readonly db: Database; readonly clock: Clock; readonly snapshots: Snapshots },
  id: number,
  channels: readonly RatedChannel[],
): Promise<void> {
  const { db, clock, snapshots } = ctx;
  await db.transaction().execute(async (tx) => {
    if ((await lockSweep(tx, id)) !== 'RUNNING') return;
    const observations = await observationsOf(tx, id);
    const moment = clock.now();
    const before = await statesOfFindings(tx);
    await keepFindings(
      tx,
      id,
      observations.flatMap((observation) => seenIn(observation, snapshots.current())),
      moment,
    );
    await endWaivers(tx, moment);
    await closeMissedFindings(tx, id, moment);
    await markDone(tx, id, ratesOf(observations.map(ratedCell), channels), moment);
    const after = await statesOfFindings(tx);
    const findings = [...after].filter(([finding, state]) => before.get(finding) !== state).map(([finding]) => finding);
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

/** The team that writes under the answer's topic. */
function ownerOf(snapshot: Snapshot, answerKey: string): string | null {
  const answer = snapshot.answers.get(answerKey);
  return answer ? (snapshot.topics.get(answer.topicKey)?.ownerTeam ?? answer.ownerTeam) : null;
}
