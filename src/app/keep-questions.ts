import { deleteInquiriesBefore } from '../channels/index.js';
import { deleteTextsBefore } from '../consistency/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { keepMonths } from '../platform/database/month-partitions.js';
import { follow } from '../platform/follow.js';
import type { Log } from '../platform/log.js';
import type { Closers } from './resources.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * Looks after the question log, now and every hour: its months ahead, and the end of what has been kept long enough, of what agents sent and of customers' mails
 * too. Any number of workers may.
 */
export function keepQuestions(
  ctx: { readonly db: Database; readonly clock: Clock; readonly log: Log; readonly retentionDays: number },
  closers: Closers,
): void {
  const keeping = follow('question log', ctx.log, async () => {
    await keepMonths(ctx, 'inquiry', ctx.retentionDays);
    const end = new Date(ctx.clock.now().getTime() - ctx.retentionDays * dayMs);
    await deleteTextsBefore(ctx.db, end);
    await deleteInquiriesBefore(ctx.db, end);
  });
  const timer = setInterval(() => keeping.nudge(), hourMs);
  keeping.nudge();
  closers.push(async () => {
    clearInterval(timer);
    await keeping.close();
  });
}
