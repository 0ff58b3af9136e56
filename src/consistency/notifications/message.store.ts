import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { AlertTarget } from './alert.js';

/** A message on its way, with where it goes; the Slack address is sealed. */
export interface MessageUnderWay {
  readonly id: number;
  readonly target: AlertTarget;
  readonly mailAddress: string | null;
  readonly slackUrl: Buffer | null;
}

/** How the last messages of an alert ended. */
export interface AlertRecord {
  readonly lastToldAt: Date | null;
  readonly lastFailedAt: Date | null;
  readonly lastFailure: string | null;
}

export async function insertMessage(tx: DatabaseTransaction, alert: number, at: Date): Promise<number> {
  const row = { alert_id: alert, state: 'QUEUED', queued_at: at };
  return (await tx.insertInto('finding_message').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** The message, unless it was told or given up, or its alert is gone. */
export async function messageUnderWay(db: Database, id: number): Promise<MessageUnderWay | undefined> {
  const row = await db
    .selectFrom('finding_message')
    .innerJoin('finding_alert', 'finding_alert.id', 'finding_message.alert_id')
    .select(['finding_message.id', 'finding_alert.target'])
    .select(['finding_alert.mail_address as mailAddress', 'finding_alert.slack_url as slackUrl'])
    .where('finding_message.id', '=', id)
    .where('finding_message.state', '=', 'QUEUED')
    .executeTakeFirst();
  return row && { ...row, target: row.target as AlertTarget };
}

/** The mail pipeline has the message from here on. */
export async function markMailed(db: Database, id: number, mail: number): Promise<void> {
  await db.updateTable('finding_message').set({ state: 'MAILED', mail_id: mail }).where('id', '=', id).execute();
}

export async function markMessageTold(db: Database, id: number, at: Date): Promise<void> {
  await db.updateTable('finding_message').set({ state: 'TOLD', told_at: at }).where('id', '=', id).execute();
}

export async function noteMessageFailure(db: Database, id: number, failure: string, at: Date): Promise<void> {
  await db.updateTable('finding_message').set({ failure, failed_at: at }).where('id', '=', id).execute();
}

export async function markGivenUp(db: Database, id: number): Promise<void> {
  await db
    .updateTable('finding_message')
    .set({ state: 'GIVEN_UP' })
    .where('id', '=', id)
    .where('state', '=', 'QUEUED')
    .execute();
}

/** A worker that was killed in a last attempt leaves a message under way for ever: gives those of an alert that have been for too long. */
export async function lostMessages(
  tx: DatabaseTransaction,
  alert: number,
  { before, at }: { readonly before: Date; readonly at: Date },
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    update finding_message set queued_at = ${at}
    where alert_id = ${alert} and state = 'QUEUED' and queued_at < ${before} and coalesce(failed_at, queued_at) < ${before}
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** How the messages of alerts ended, by alert; a mail that the server refused for good is a failure. */
export async function alertRecords(
  db: Database,
  alerts: readonly number[],
  mailFailure: string,
): Promise<ReadonlyMap<number, AlertRecord>> {
  const { rows } = await sql<AlertRecord & { alert: number }>`
    with ended as (
      select message.alert_id, message.id, coalesce(message.told_at, mail.sent_at) as told_at,
        case when mail.state = 'FAILED' then mail.queued_at else message.failed_at end as failed_at,
        case when mail.state = 'FAILED' then ${mailFailure} else message.failure end as failure
      from finding_message as message left join mail on mail.id = message.mail_id
      where message.alert_id = any(${[...alerts]}::int[])
    )
    select alert_id as alert, max(told_at) as "lastToldAt", max(failed_at) as "lastFailedAt",
      (array_agg(failure order by failed_at desc, id desc) filter (where failed_at is not null))[1] as "lastFailure"
    from ended group by alert_id`.execute(db);
  return new Map(rows.map(({ alert, ...record }) => [alert, record]));
}
