import type { Actor } from '../access/index.js';
import { startDueSweep, startSweep, type SweepPart } from '../consistency/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import { follow } from '../platform/follow.js';
import type { Jobs } from '../platform/jobs.js';
import type { Log } from '../platform/log.js';
import type { Closers } from './resources.js';

/** What putting a sweep in the queue needs. */
export interface QueueContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly jobs: Jobs;
}

const lookEveryMs = 60_000;

/** The sweep's row and the job that runs it are there together or not at all. */
export function startQueuedSweep(ctx: QueueContext, actor: Actor, part?: SweepPart): Promise<number> {
  return ctx.db.transaction().execute(async (tx) => {
    const id = await startSweep(tx, ctx.clock, actor, part);
    await queueSweep(ctx, tx, id);
    return id;
  });
}

/** Starts a sweep whenever none was started for so many hours; 0 = never. Any number of workers may look. */
export function sweepRegularly(ctx: QueueContext & { readonly log: Log }, everyHours: number, closers: Closers): void {
  if (everyHours === 0) return;
  const due = follow('sweeps that are due', ctx.log, () =>
    ctx.db.transaction().execute(async (tx) => {
      const id = await startDueSweep(tx, ctx.clock, everyHours);
      if (id !== null) await queueSweep(ctx, tx, id);
    }),
  );
  const timer = setInterval(() => due.nudge(), lookEveryMs);
  due.nudge();
  closers.push(async () => {
    clearInterval(timer);
    await due.close();
  });
}

/** Two queues, so that what was just published need not wait until a sweep over everything has ended. */
export type SweepQueue = 'run-sweep' | 'run-recheck';

/** Queues the job that runs a sweep, in the transaction that starts it. */
export async function queueSweep(
  { jobs }: QueueContext,
  tx: DatabaseTransaction,
  sweepId: number,
  queue: SweepQueue = 'run-sweep',
): Promise<void> {
  await jobs.send(queue, { sweepId }, tx);
}
