import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { keepMonths } from '../platform/database/month-partitions.js';
import { follow } from '../platform/follow.js';
import type { Log } from '../platform/log.js';
import type { Closers } from './resources.js';

const hourMs = 3_600_000;

/** Looks after the question log, now and every hour: its months ahead, and the end of what has been kept long enough. Any number of workers may. */
export function keepQuestions(
  ctx: { readonly db: Database; readonly clock: Clock; readonly log: Log; readonly retentionDays: number },
  closers: Closers,
): void {
  const keeping = follow('question log', ctx.log, () => keepMonths(ctx, 'inquiry', ctx.retentionDays));
  const timer = setInterval(() => keeping.nudge(), hourMs);
  keeping.nudge();
  closers.push(async () => {
    clearInterval(timer);
    await keeping.close();
  });
}
