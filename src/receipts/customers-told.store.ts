import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import { arrived, customer, delivered } from './delivery.store.js';

/** Of whom to ask whether they were told an answer: in a language, on a channel, within a time, both ends included. */
export interface ToldWindow {
  readonly answer: string;
  readonly language: string;
  readonly channel: string;
  readonly since: Date;
  readonly until: Date;
}

/** How many customers were told in each window, in the order of the windows; a mail address, or a user of a channel, counts once in each. */
export async function customersTold(db: Database, windows: readonly ToldWindow[]): Promise<readonly number[]> {
  if (windows.length === 0) return [];
  const { rows } = await sql<{ told: number }>`
    select (
      select count(distinct ${customer})::int from ${delivered}
      where delivery.answer_key = asked.answer and delivery.at between asked.since and asked.until
        and delivery.channel_key = asked.channel and ${arrived}
        and split_part(lower(delivery.locale), '-', 1) in (asked.language, 'und')
    ) as told
    from rows from (
      json_to_recordset(${JSON.stringify(windows)}::json)
        as (answer text, language text, channel text, since timestamptz, until timestamptz)
    ) with ordinality as asked (answer, language, channel, since, until, place)
    order by place`.execute(db);
  return rows.map(({ told }) => told);
}

/** How many mails gave each answer as the reply to a question in its window, in the order of the windows. */
export async function repliesMailed(
  db: Database,
  windows: readonly Omit<ToldWindow, 'channel'>[],
): Promise<readonly number[]> {
  if (windows.length === 0) return [];
  const { rows } = await sql<{ mails: number }>`
    select (
      select count(*)::int from delivery join mail on mail.id = delivery.mail_id
      where delivery.answer_key = asked.answer and delivery.at between asked.since and asked.until
        and mail.question is not null and ${arrived}
        and split_part(lower(delivery.locale), '-', 1) in (asked.language, 'und')
    ) as mails
    from rows from (
      json_to_recordset(${JSON.stringify(windows)}::json)
        as (answer text, language text, since timestamptz, until timestamptz)
    ) with ordinality as asked (answer, language, since, until, place)
    order by place`.execute(db);
  return rows.map(({ mails }) => mails);
}
