import { type Actor, allow, system } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { DatabaseTransaction } from '../platform/database/database.js';
import { lock } from '../platform/events.js';
import { insertSweep, sweptSince } from './sweep.store.js';

/** Puts a sweep in the queue and gives its number; in a transaction, so that the job which runs it can be queued in the same one. */
export async function startSweep(tx: DatabaseTransaction, clock: Clock, actor: Actor): Promise<number> {
  allow(actor, 'run sweeps');
  const at = clock.now();
  const id = await insertSweep(tx, actor.name, at);
  await record(tx, { actor, at, action: 'sweep.started', subject: `sweep/${id}` });
  return id;
}

const hour = 3_600_000;

/** The same where no sweep was started in the last `everyHours`; null where one was. Of several nodes that look at once one starts it. */
export async function startDueSweep(tx: DatabaseTransaction, clock: Clock, everyHours: number): Promise<number | null> {
  await lock(tx, 'sweep-schedule');
  const since = new Date(clock.now().getTime() - everyHours * hour);
  return (await sweptSince(tx, since)) ? null : startSweep(tx, clock, system);
}
