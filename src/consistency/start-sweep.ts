import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { insertSweep } from './sweep.store.js';

/** Puts a sweep in the queue and gives its number; takes a transaction too, so that the job which runs it can be queued in the same one. */
export function startSweep(db: Database, clock: Clock, actor: Actor): Promise<number> {
  allow(actor, 'run sweeps');
  return insertSweep(db, actor.name, clock.now());
}
