import { type Actor, allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { announce } from '../../platform/events.js';
import { sealSecret, type WebhookSettings } from '../../webhooks/index.js';
import { type AlertAddress, type AlertSettings, type FindingAlert, readAddress, requireSettings } from './alert.js';
import * as store from './alert.store.js';
import { alertRecords, type AlertRecord } from './message.store.js';
import { forgetGivenUp, markKnown } from './told.store.js';

/** What changing alerts needs to know of the world. */
export interface AlertContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly webhookSettings: WebhookSettings;
}

/** An alert as it is asked for, with one address. */
export interface AlertInput extends AlertSettings {
  readonly mail: string | null;
  readonly slackUrl: string | null;
}

/** An alert with how its messages ended. */
export type AlertWithRecord = FindingAlert & AlertRecord;

/** What a sealed Slack address stands beside, so that it opens as nothing else. */
export const slackSeal = 'finding-alert';

const mailFailure = 'The mail was refused, or its server could not be reached in several attempts.';
const noRecord: AlertRecord = { lastToldAt: null, lastFailedAt: null, lastFailure: null };

/** Tells somebody of the findings that open from now on. Managers make alerts for their own team, administrators for all. */
export async function createFindingAlert(ctx: AlertContext, input: AlertInput): Promise<AlertWithRecord> {
  allow(ctx.actor, 'manage finding alerts');
  const address = readAddress(input, ctx.webhookSettings.allowedHosts);
  if (!address) throw new AppError('BAD_INPUT', 'Give mail or slackUrl: who is to be told.');
  requireOwnTeam(ctx.actor, input.team);
  return ctx.db.transaction().execute(async (tx) => {
    const at = ctx.clock.now();
    const id = await store.insertAlert(tx, {
      ...(await settingsRow(tx, requireSettings(input))),
      ...addressRow(ctx, address),
      created_by: ctx.actor.name,
      created_at: at,
      settled_at: at,
    });
    await markKnown(tx, id);
    return recorded(ctx, tx, { id, action: 'finding-alert.created', at });
  });
}

/** Puts other settings in place of an alert's; its address stays where none is given. What was given up is told anew. */
export async function changeFindingAlert(ctx: AlertContext, id: number, input: AlertInput): Promise<AlertWithRecord> {
  allow(ctx.actor, 'manage finding alerts');
  const address = readAddress(input, ctx.webhookSettings.allowedHosts);
  return ctx.db.transaction().execute(async (tx) => {
    await requireAlert(ctx, tx, id);
    requireOwnTeam(ctx.actor, input.team);
    const at = ctx.clock.now();
    await store.updateAlert(tx, id, {
      ...(await settingsRow(tx, requireSettings(input))),
      ...(address ? addressRow(ctx, address) : {}),
      settled_at: at,
    });
    await forgetGivenUp(tx, id);
    return recorded(ctx, tx, { id, action: 'finding-alert.changed', at });
  });
}

/** Ends an alert: what is on its way to it is not sent any more. */
export async function deleteFindingAlert(ctx: AlertContext, id: number): Promise<void> {
  allow(ctx.actor, 'manage finding alerts');
  await ctx.db.transaction().execute(async (tx) => {
    await requireAlert(ctx, tx, id);
    await store.deleteAlertRow(tx, id);
    const at = ctx.clock.now();
    await record(tx, { actor: ctx.actor, at, action: 'finding-alert.deleted', subject: `finding-alert/${id}` });
  });
}

/** The alerts that the actor may change: those of their team, or all for administrators. */
export async function readFindingAlerts(ctx: Pick<AlertContext, 'db' | 'actor'>): Promise<readonly AlertWithRecord[]> {
  allow(ctx.actor, 'manage finding alerts');
  return withRecords(ctx.db, await store.allAlerts(ctx.db, managesAll(ctx.actor) ? null : ctx.actor.team));
}

async function recorded(
  ctx: AlertContext,
  tx: DatabaseTransaction,
  { id, action, at }: { readonly id: number; readonly action: string; readonly at: Date },
): Promise<AlertWithRecord> {
  const alert = await requireAlert(ctx, tx, id);
  const { target, team, channel, leastSeverity, schedule } = alert;
  const details = { target, team, channel, leastSeverity, schedule };
  // Wakes the worker that decides what is told.
  await announce(tx, 'finding-alert.changed', { subject: `finding-alert/${id}` }, at);
  await record(tx, { actor: ctx.actor, at, action, subject: `finding-alert/${id}`, details });
  const [withRecord] = await withRecords(tx, [alert]);
  return withRecord ?? { ...alert, ...noRecord };
}

async function withRecords(db: Database, alerts: readonly FindingAlert[]): Promise<readonly AlertWithRecord[]> {
  const records = await alertRecords(
    db,
    alerts.map(({ id }) => id),
    mailFailure,
  );
  return alerts.map((alert) => ({ ...alert, ...(records.get(alert.id) ?? noRecord) }));
}

/** The alert, locked; one of another team is as one that is not there. */
async function requireAlert(ctx: AlertContext, tx: DatabaseTransaction, id: number): Promise<FindingAlert> {
  const alert = await store.lockAlert(tx, id);
  if (alert && (managesAll(ctx.actor) || (alert.team !== null && alert.team === ctx.actor.team))) return alert;
  throw new AppError('NOT_FOUND', `There is no finding alert ${id}.`);
}

function managesAll({ role }: Actor): boolean {
  return role !== 'MANAGER';
}

function requireOwnTeam(actor: Actor, team: string | null): void {
  if (managesAll(actor) || (team !== null && team === actor.team)) return;
  throw new AppError(
    'FORBIDDEN',
    `team must be your own, ${actor.team ?? 'none'}: only administrators see to other teams.`,
  );
}

async function settingsRow(tx: DatabaseTransaction, settings: AlertSettings) {
  const { team, channel } = settings;
  const teamId = team === null ? null : await store.teamNumber(tx, team);
  if (teamId === undefined) throw new AppError('NOT_FOUND', 'team names no team.');
  if (channel !== null && !(await store.channelExists(tx, channel)))
    throw new AppError('NOT_FOUND', 'channel names no channel.');
  return {
    team_id: teamId,
    channel_key: channel,
    least_severity: settings.leastSeverity,
    schedule: settings.schedule,
    hour: settings.hour,
    quiet_from: settings.quietHours?.from ?? null,
    quiet_to: settings.quietHours?.to ?? null,
    working_days_only: settings.workingDaysOnly,
    urgent_severity: settings.urgentInQuietHours,
  };
}

function addressRow({ webhookSettings }: AlertContext, address: AlertAddress) {
  const { target, shownAs: shown_as } = address;
  return address.target === 'MAIL'
    ? { target, shown_as, mail_address: address.address, slack_url: null }
    : { target, shown_as, mail_address: null, slack_url: sealSecret(webhookSettings.key, address.url, slackSeal) };
}
