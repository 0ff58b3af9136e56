import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';
import type { Severity } from '../finding.js';
import type { AlertSchedule, AlertTarget, FindingAlert } from './alert.js';

/** An alert as the planner and the sender need it; the Slack address is sealed. */
export interface StoredAlert extends FindingAlert {
  readonly teamId: number | null;
  readonly mailAddress: string | null;
  readonly slackUrl: Buffer | null;
  readonly digestedFor: string | null;
  readonly settledAt: Date;
}

function alerts(db: Database) {
  return db
    .selectFrom('finding_alert')
    .leftJoin('team', 'team.id', 'finding_alert.team_id')
    .selectAll('finding_alert')
    .select('team.key as team');
}

/** Every alert, oldest first; those of one team where one is given. */
export async function allAlerts(db: Database, team: string | null): Promise<readonly FindingAlert[]> {
  const rows = await alerts(db)
    .$if(team !== null, (query) => query.where('team.key', '=', team ?? ''))
    .orderBy('finding_alert.id')
    .execute();
  return rows.map(alertFrom);
}

/** The alert of a number, locked until the transaction ends: under this lock it is decided what it tells. */
export async function lockAlert(tx: DatabaseTransaction, id: number): Promise<StoredAlert | undefined> {
  const row = await alerts(tx).where('finding_alert.id', '=', id).forUpdate('finding_alert').executeTakeFirst();
  return row && alertFrom(row);
}

export async function alertIds(db: Database): Promise<readonly number[]> {
  const rows = await db.selectFrom('finding_alert').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

export async function insertAlert(tx: DatabaseTransaction, row: NewRow<'finding_alert'>): Promise<number> {
  return (await tx.insertInto('finding_alert').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export async function updateAlert(
  tx: DatabaseTransaction,
  id: number,
  row: Partial<NewRow<'finding_alert'>>,
): Promise<void> {
  await tx.updateTable('finding_alert').set(row).where('id', '=', id).execute();
}

/** Ends an alert, with its messages and what it told of. */
export async function deleteAlertRow(tx: DatabaseTransaction, id: number): Promise<void> {
  // Before its messages go, because these rows name them.
  await tx.deleteFrom('finding_told').where('alert_id', '=', id).execute();
  await tx.deleteFrom('finding_alert').where('id', '=', id).execute();
}

/** The number of a team; undefined = there is none of this key. */
export async function teamNumber(tx: DatabaseTransaction, key: string): Promise<number | undefined> {
  return (await tx.selectFrom('team').select('id').where('key', '=', key).executeTakeFirst())?.id;
}

export async function channelExists(tx: DatabaseTransaction, key: string): Promise<boolean> {
  return (await tx.selectFrom('channel').select('key').where('key', '=', key).executeTakeFirst()) !== undefined;
}

function alertFrom(row: Row<'finding_alert'> & { readonly team: string | null }): StoredAlert {
  const { quiet_from: from, quiet_to: to } = row;
  return {
    id: row.id,
    target: row.target as AlertTarget,
    shownAs: row.shown_as,
    team: row.team,
    teamId: row.team_id,
    channel: row.channel_key,
    leastSeverity: row.least_severity as Severity,
    schedule: row.schedule as AlertSchedule,
    hour: row.hour,
    quietHours: from === null || to === null ? null : { from, to },
    workingDaysOnly: row.working_days_only,
    urgentInQuietHours: row.urgent_severity as Severity | null,
    createdBy: row.created_by,
    createdAt: row.created_at,
    mailAddress: row.mail_address,
    slackUrl: row.slack_url,
    digestedFor: row.digested_for,
    settledAt: row.settled_at,
  };
}
