import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';

/** Within which time, both ends included, an answer was opened by people of a language. */
export interface OpenedWindow {
  readonly answer: string;
  readonly language: string;
  readonly since: Date;
  readonly until: Date;
}

/** In how many visits each answer was opened from a search in its window, in the order of the windows. */
export async function timesOpened(db: Database, windows: readonly OpenedWindow[]): Promise<readonly number[]> {
  if (windows.length === 0) return [];
  const { rows } = await sql<{ times: number }>`
    select (
      select count(distinct session)::int from search_event
      where clicked_answer = asked.answer and search_event.at between asked.since and asked.until
        and split_part(lower(search_event.locale), '-', 1) = asked.language
    ) as times
    from rows from (
      json_to_recordset(${JSON.stringify(windows)}::json)
        as (answer text, language text, since timestamptz, until timestamptz)
    ) with ordinality as asked (answer, language, since, until, place)
    order by place`.execute(db);
  return rows.map(({ times }) => times);
}
