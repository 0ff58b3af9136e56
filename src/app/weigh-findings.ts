import { weighAnew } from '../consistency/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { follow } from '../platform/follow.js';
import type { Log } from '../platform/log.js';
import type { Closers } from './resources.js';

const everyMs = 3_600_000;

/** Weighs the open findings when a worker starts and every hour: a day of grace ends, and more are told, without a sweep. */
export function weighHourly(
  ctx: { readonly db: Database; readonly clock: Clock; readonly log: Log; readonly sourceLocale: string },
  closers: Closers,
): void {
  const weighing = follow('severities of findings', ctx.log, () => weighAnew(ctx));
  const timer = setInterval(() => weighing.nudge(), everyMs);
  weighing.nudge();
  closers.push(async () => {
    clearInterval(timer);
    await weighing.close();
  });
}
