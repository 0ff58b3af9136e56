import { sql } from 'kysely';
import { type AnswerWindow, countInWindows } from '../../platform/database/count-in-windows.js';
import type { Database } from '../../platform/database/database.js';

/** In how many visits each answer was opened from a search in its window, in the order of the windows. */
export function timesOpened(db: Database, windows: readonly AnswerWindow[]): Promise<readonly number[]> {
  return countInWindows(
    db,
    windows,
    sql`select count(distinct session) from search_event
      where clicked_answer = asked.answer and search_event.at between asked.since and asked.until
        and split_part(lower(search_event.locale), '-', 1) = asked.language`,
  );
}
