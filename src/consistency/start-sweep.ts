import { type Actor, allow, system } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { DatabaseTransaction } from '../platform/database/database.js';
import { lock } from '../platform/events.js';
import { allChannels, type ChannelMode } from '../channels/index.js';
import { everything, type SweepPart } from './sweep.js';
import { insertSweep, latestDoneSweep, markScheduled, sweptFor, sweptSince } from './sweep.store.js';

/** Puts a sweep in the queue and gives its number; in a transaction, so that the job which runs it can be queued in the same one. */
export async function startSweep(
  tx: DatabaseTransaction,
  clock: Clock,
  actor: Actor,
  part: SweepPart = everything,
): Promise<number> {
  allow(actor, 'run sweeps');
  const at = clock.now();
  const id = await insertSweep(tx, part, { by: actor.name, at });
  await record(tx, { actor, at, action: 'sweep.started', subject: `sweep/${id}` });
  return id;
}

const hour = 3_600_000;

/** The same where no sweep was started in the last `everyHours`; null where one was. Of several nodes that look at once one starts it. */
export async function startDueSweep(tx: DatabaseTransaction, clock: Clock, everyHours: number): Promise<number | null> {
  await lock(tx, 'sweep-schedule');
  const since = new Date(clock.now().getTime() - everyHours * hour);
  if (await sweptSince(tx, since)) return null;
  const id = await startSweep(tx, clock, system);
  await markScheduled(tx, id);
  return id;
}

/** A sweep over a part, on channels of one kind. */
export interface Recheck {
  readonly id: number;
  readonly mode: ChannelMode;
}

/**
 * Puts the sweeps in the queue that ask anew about answers that a publication changed: one over the governed channels and one over the observed. None
 * before the first sweep over everything, which there would be nothing to compare with, and none where another worker has started them.
 */
export async function startRecheck(
  tx: DatabaseTransaction,
  clock: Clock,
  published: { readonly snapshotSequence: number; readonly answers: readonly string[] },
): Promise<readonly Recheck[]> {
  await lock(tx, 'sweep-schedule');
  if ((await sweptFor(tx, published.snapshotSequence)) || (await latestDoneSweep(tx)) === null) return [];
  const byMode = Map.groupBy(await allChannels(tx), ({ mode }) => mode);
  const started: Recheck[] = [];
  for (const [mode, channels] of byMode) {
    const part = { ...published, channels: channels.map(({ key }) => key) };
    started.push({ id: await startSweep(tx, clock, system, part), mode });
  }
  return started;
}
