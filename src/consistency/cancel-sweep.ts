import { type Actor, allow } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { markCancelled, sweepById } from './sweep.store.js';
import type { Sweep } from './sweep.js';

/** Ends a sweep that is waiting or running; what it has observed stays, its findings and rates are not drawn. Throws NOT_FOUND, and BAD_INPUT when it has ended. */
export async function cancelSweep(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  id: number,
): Promise<Sweep> {
  allow(ctx.actor, 'run sweeps');
  return ctx.db.transaction().execute(async (tx) => {
    const at = ctx.clock.now();
    const cancelled = await markCancelled(tx, id, at);
    const sweep = await sweepById(tx, id);
    if (!sweep) throw new AppError('NOT_FOUND', `There is no sweep ${id}.`);
    if (!cancelled) throw new AppError('BAD_INPUT', `The sweep ${id} has ended: it is ${sweep.state}.`);
    await record(tx, { actor: ctx.actor, at, action: 'sweep.cancelled', subject: `sweep/${id}` });
    return sweep;
  });
}
