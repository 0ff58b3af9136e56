import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { Severity } from '../finding.js';
import type { StoredAlert } from './alert.store.js';

/** A finding that an alert has not told of, in the opening that it is in. */
export interface UntoldFinding {
  readonly id: number;
  readonly opening: number;
  /** Whether a message that was given up would have told of it. */
  readonly isAgain: boolean;
}

/** What is marked as told of a finding. */
export interface Told {
  readonly id: number;
  readonly opening: number;
  readonly what: 'OPENED' | 'FIXED';
}

/** The open findings of tier alert that an alert is for, of a severity at least, and that it has not told of; the most harmful first. */
export async function untoldFindings(
  tx: DatabaseTransaction,
  alert: Pick<StoredAlert, 'id' | 'teamId' | 'channel'>,
  leastSeverity: Severity,
): Promise<readonly UntoldFinding[]> {
  const { rows } = await sql<UntoldFinding>`
    select finding.id, finding.opening, told.finding_id is not null as "isAgain"
    from finding
    left join finding_told as told on told.alert_id = ${alert.id} and told.finding_id = finding.id
      and told.opening = finding.opening and told.what = 'OPENED'
    left join finding_message as message on message.id = told.message_id
    left join mail on mail.id = message.mail_id
    where finding.state = 'OPEN' and finding.tier = 'alert' and finding.severity <= ${leastSeverity}
      and (${alert.teamId}::int is null or finding.owner_team_id = ${alert.teamId}::int)
      and (${alert.channel}::text is null or finding.channel_key = ${alert.channel}::text)
      and (told.finding_id is null or message.state = 'GIVEN_UP' or mail.state = 'FAILED')
    order by finding.severity, finding.id`.execute(tx);
  return rows;
}

/** The findings that an alert has told of, that are fixed now, and of which it has not told that they are. */
export async function untoldFixes(tx: DatabaseTransaction, alert: number): Promise<readonly UntoldFinding[]> {
  const { rows } = await sql<UntoldFinding>`
    select finding.id, finding.opening, false as "isAgain"
    from finding_told as told join finding on finding.id = told.finding_id and finding.opening = told.opening
    where told.alert_id = ${alert} and told.what = 'OPENED' and told.message_id is not null and finding.state = 'FIXED'
      and not exists (
        select 1 from finding_told as fixed
        where fixed.alert_id = told.alert_id and fixed.finding_id = told.finding_id
          and fixed.opening = told.opening and fixed.what = 'FIXED'
      )
    order by finding.severity, finding.id`.execute(tx);
  return rows;
}

/** Marks as told by a message. */
export async function markTold(
  tx: DatabaseTransaction,
  by: { readonly alert: number; readonly message: number },
  told: readonly Told[],
): Promise<void> {
  if (told.length === 0) return;
  await sql`
    insert into finding_told (alert_id, finding_id, opening, what, message_id)
    select ${by.alert}, told.id, told.opening, told.what, ${by.message}
    from json_to_recordset(${JSON.stringify(told)}::json) as told (id int, opening int, what text)
    on conflict (alert_id, finding_id, opening, what) do update set message_id = excluded.message_id`.execute(tx);
}

/** Marks what is open now as known: an alert tells of what opens after it was made. */
export async function markKnown(tx: DatabaseTransaction, alert: number): Promise<void> {
  await sql`
    insert into finding_told (alert_id, finding_id, opening, what)
    select ${alert}, id, opening, 'OPENED' from finding
    where state in ('OPEN', 'ACKNOWLEDGED', 'FIXING') and tier = 'alert'`.execute(tx);
}

/** What a given-up message would have told of counts as never told. */
export async function forgetGivenUp(tx: DatabaseTransaction, alert: number): Promise<void> {
  await sql`
    delete from finding_told as told using finding_message as message left join mail on mail.id = message.mail_id
    where told.message_id = message.id and told.alert_id = ${alert}
      and (message.state = 'GIVEN_UP' or mail.state = 'FAILED')`.execute(tx);
}

/** What a message tells of, in the order in which it was found. */
export async function toldBy(db: Database, message: number): Promise<readonly Told[]> {
  const rows = await db
    .selectFrom('finding_told')
    .innerJoin('finding', 'finding.id', 'finding_told.finding_id')
    .select(['finding_told.finding_id as id', 'finding_told.opening', 'finding_told.what'])
    .where('finding_told.message_id', '=', message)
    .orderBy('finding.severity')
    .orderBy('finding.id')
    .execute();
  return rows.map((row) => ({ ...row, what: row.what as Told['what'] }));
}
