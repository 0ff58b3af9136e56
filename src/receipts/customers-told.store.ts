import { sql } from 'kysely';
import { type AnswerWindow, countInWindows } from '../platform/database/count-in-windows.js';
import type { Database } from '../platform/database/database.js';
import { arrived, customer, delivered } from './delivery.store.js';

/** How many customers were told in each window on its channel, in the order of the windows; a mail address, or a user of a channel, counts once in each. */
export function customersTold(
  db: Database,
  windows: readonly (AnswerWindow & { readonly channel: string })[],
): Promise<readonly number[]> {
  return countInWindows(
    db,
    windows,
    sql`select count(distinct ${customer}) from ${delivered}
      where delivery.answer_key = asked.answer and delivery.at between asked.since and asked.until
        and delivery.channel_key = asked.channel and ${arrived}
        and split_part(lower(delivery.locale), '-', 1) in (asked.language, 'und')`,
  );
}

/** How many mails gave each answer as the reply to a question in its window, in the order of the windows. */
export function repliesMailed(db: Database, windows: readonly AnswerWindow[]): Promise<readonly number[]> {
  return countInWindows(
    db,
    windows,
    sql`select count(*) from delivery join mail on mail.id = delivery.mail_id
      where delivery.answer_key = asked.answer and delivery.at between asked.since and asked.until
        and mail.question is not null and ${arrived}
        and split_part(lower(delivery.locale), '-', 1) in (asked.language, 'und')`,
  );
}
