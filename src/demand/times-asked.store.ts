import { sql } from 'kysely';
import { type AnswerWindow, countInWindows } from '../platform/database/count-in-windows.js';
import type { Database } from '../platform/database/database.js';

/** How often each answer was given to a question, or picked of several, on all channels in its window; in the order of the windows. */
export function timesAsked(db: Database, windows: readonly AnswerWindow[]): Promise<readonly number[]> {
  return countInWindows(
    db,
    windows,
    sql`select count(*) from inquiry
      where coalesce(inquiry.answer_key, inquiry.picked) = asked.answer and inquiry.at between asked.since and asked.until
        and split_part(lower(inquiry.locale), '-', 1) = asked.language`,
  );
}
