import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { Log } from '../../platform/log.js';
import { inTime } from '../in-time.js';
import type { Popularity } from '../popular-answers.js';
import { clicksSince } from './search-event.store.js';

const daysRead = 30;
/** Longer, in milliseconds, nobody waits for an order of advice. */
const longestMs = 300;

/** What people opened from searches in the last month; nothing while that cannot be read, for it only orders advice. */
export function popularityFromEvents(ctx: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
}): Popularity {
  return async (audiences) => {
    try {
      const since = new Date(ctx.clock.now().getTime() - daysRead * 86_400_000);
      return await inTime(longestMs, () => clicksSince(ctx.db, since, audiences));
    } catch (error) {
      ctx.log.warn({ reason: (error as Error).message }, 'what people open cannot be read');
      return new Map();
    }
  };
}
