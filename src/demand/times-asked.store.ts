import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';

/** Within which time, both ends included, an answer was asked for in a language. */
export interface AskedWindow {
  readonly answer: string;
  readonly language: string;
  readonly since: Date;
  readonly until: Date;
}

/** How often each answer was given to a question, or picked of several, on all channels in its window; in the order of the windows. */
export async function timesAsked(db: Database, windows: readonly AskedWindow[]): Promise<readonly number[]> {
  if (windows.length === 0) return [];
  const { rows } = await sql<{ times: number }>`
    select (
      select count(*)::int from inquiry
      where coalesce(inquiry.answer_key, inquiry.picked) = asked.answer and inquiry.at between asked.since and asked.until
        and split_part(lower(inquiry.locale), '-', 1) = asked.language
    ) as times
    from rows from (
      json_to_recordset(${JSON.stringify(windows)}::json)
        as (answer text, language text, since timestamptz, until timestamptz)
    ) with ordinality as asked (answer, language, since, until, place)
    order by place`.execute(db);
  return rows.map(({ times }) => times);
}
