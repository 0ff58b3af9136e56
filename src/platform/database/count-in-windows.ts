import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.js';

/** An answer in a language, within a time, both ends included; on one channel where the count asks for it. */
export interface AnswerWindow {
  readonly answer: string;
  readonly language: string;
  readonly channel?: string;
  readonly since: Date;
  readonly until: Date;
}

/** A count for each window, in their order, in one exchange. `count` is a subquery that sees its window as `asked`. */
export async function countInWindows(
  db: Database,
  windows: readonly AnswerWindow[],
  count: RawBuilder<unknown>,
): Promise<readonly number[]> {
  if (windows.length === 0) return [];
  const { rows } = await sql<{ count: number }>`
    select (${count})::int as count
    from rows from (
      json_to_recordset(${JSON.stringify(windows)}::json)
        as (answer text, language text, channel text, since timestamptz, until timestamptz)
    ) with ordinality as asked (answer, language, channel, since, until, place)
    order by place`.execute(db);
  return rows.map((row) => row.count);
}
