import { startRecheck } from '../consistency/index.js';
import { changesBetween, type Snapshots } from '../knowledge/index.js';
import { follow } from '../platform/follow.js';
import type { Log } from '../platform/log.js';
import type { Closers } from './resources.js';
import { type QueueContext, queueSweep } from './start-sweeps.js';

/**
 * Has the channels asked anew about the answers that a publication changed, our own at once and others when it is their turn; what changes more than
 * `most` answers waits for the next sweep over everything, and so does what is published while no worker runs. 0 = never.
 */
export function recheckPublished(
  ctx: QueueContext & { readonly log: Log; readonly snapshots: Snapshots },
  most: number,
  closers: Closers,
): void {
  if (most === 0) return;
  let seen = ctx.snapshots.current();
  const published = follow('answers to ask again', ctx.log, async () => {
    const now = ctx.snapshots.current();
    const answers = [...changesBetween(seen, now).answers].sort();
    if (answers.length > 0 && answers.length <= most)
      await ctx.db.transaction().execute(async (tx) => {
        const started = await startRecheck(tx, ctx.clock, { snapshotSequence: now.sequence, answers });
        for (const { id, mode } of started)
          await queueSweep(ctx, tx, id, mode === 'GOVERNED' ? 'run-recheck' : 'run-sweep');
      });
    seen = now;
  });
  const stop = ctx.snapshots.onSwitch(() => published.nudge());
  closers.push(async () => {
    stop();
    await published.close();
  });
}
