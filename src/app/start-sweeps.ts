import type { Actor } from '../access/index.js';
import { startDueSweep, startSweep } from '../consistency/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import { follow } from '../platform/follow.js';
import type { Jobs } from '../platform/jobs.js';
import type { Log } from '../platform/log.js';
import type { Closers } from './resources.js';

interface QueueContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly jobs: Jobs;
}

const lookEveryMs = 60_000;

/** The sweep's row and the job that runs it are there together or not at all. */
export function startQueuedSweep(ctx: QueueContext, actor: Actor): Promise<number> {
  return ctx.db.transaction().execute(async (tx) => queued(ctx, tx, await startSweep(tx, ctx.clock, actor)));
}

/** Starts a sweep whenever none was started for so many hours; 0 = never. Any number of workers may look. */
export function sweepRegularly(ctx: QueueContext & { readonly log: Log }, everyHours: number, closers: Closers): void {
  if (everyHours === 0) return;
  const due = follow('sweeps that are due', ctx.log, () =>
    ctx.db.transaction().execute(async (tx) => {
      const id = await startDueSweep(tx, ctx.clock, everyHours);
      if (id !== null) await queued(ctx, tx, id);
    }),
  );
  const timer = setInterval(() => due.nudge(), lookEveryMs);
  due.nudge();
  closers.push(async () => {
    clearInterval(timer);
    await due.close();
  });
}

async function queued({ jobs }: QueueContext, tx: DatabaseTransaction, sweepId: number): Promise<number> {
  await jobs.send('run-sweep', { sweepId }, tx);
  return sweepId;
}
