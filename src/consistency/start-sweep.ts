import { type Actor, allow } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { DatabaseTransaction } from '../platform/database/database.js';
import { insertSweep } from './sweep.store.js';

/** Puts a sweep in the queue and gives its number; in a transaction, so that the job which runs it can be queued in the same one. */
export async function startSweep(tx: DatabaseTransaction, clock: Clock, actor: Actor): Promise<number> {
  allow(actor, 'run sweeps');
  const at = clock.now();
  const id = await insertSweep(tx, actor.name, at);
  await record(tx, { actor, at, action: 'sweep.started', subject: `sweep/${id}` });
  return id;
}
