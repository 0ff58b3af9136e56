import { isIP } from 'node:net';
import { parseMailAddress } from '../../channels/index.js';
import { AppError } from '../../platform/errors.js';
import { isPublic } from '../../platform/http/guarded-connector.js';
import { requireWebhookUrl } from '../../webhooks/index.js';
import type { Severity } from '../finding.js';

/** Where an alert goes: a mail address, or an incoming webhook that takes what Slack takes. */
export type AlertTarget = 'MAIL' | 'SLACK';

/** When it tells: as soon as something is found, or once a day. */
export type AlertSchedule = 'AT_ONCE' | 'DAILY';

/** A time of day in which nothing is told; from "22:00" to "07:00" is over midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** Of what an alert tells, and when; all times are those of the organisation's time zone. */
export interface AlertSettings {
  /** The team that owns the findings; null = all teams. */
  readonly team: string | null;
  /** The channel they are on; null = all channels. */
  readonly channel: string | null;
  readonly leastSeverity: Severity;
  readonly schedule: AlertSchedule;
  /** At which hour a daily digest is sent; null for alerts at once. */
  readonly hour: number | null;
  readonly quietHours: QuietHours | null;
  /** Whether Saturday and Sunday are quiet too. */
  readonly workingDaysOnly: boolean;
  /** From which severity on quiet hours do not hold; null = they hold for all. */
  readonly urgentInQuietHours: Severity | null;
}

/** Somebody who is told of findings. */
export interface FindingAlert extends AlertSettings {
  readonly id: number;
  readonly target: AlertTarget;
  /** The address, without what is secret in it. */
  readonly shownAs: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** An address to tell, as it is stored. */
export type AlertAddress =
  | { readonly target: 'MAIL'; readonly address: string; readonly shownAs: string }
  | { readonly target: 'SLACK'; readonly url: string; readonly shownAs: string };

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;
const longPath = 24;

/** The settings, or BAD_INPUT with what does not go together. */
export function requireSettings(settings: AlertSettings): AlertSettings {
  const { schedule, hour, quietHours, urgentInQuietHours } = settings;
  if ((schedule === 'DAILY') !== (hour !== null))
    throw new AppError('BAD_INPUT', 'hour goes with DAILY: give both or neither.');
  if (hour !== null && !(Number.isInteger(hour) && hour >= 0 && hour <= 23))
    throw new AppError('BAD_INPUT', 'hour must be a whole number from 0 to 23.');
  if (urgentInQuietHours !== null && schedule === 'DAILY')
    throw new AppError('BAD_INPUT', 'urgentInQuietHours goes with AT_ONCE: a daily digest has its hour.');
  if (quietHours !== null) requireQuietHours(quietHours, hour);
  return settings;
}

function requireQuietHours(quiet: QuietHours, hour: number | null): void {
  if (!timeOfDay.test(quiet.from) || !timeOfDay.test(quiet.to) || quiet.from === quiet.to)
    throw new AppError('BAD_INPUT', 'quietHours must be from one time of day to another, such as 22:00 to 07:00.');
  if (hour !== null && isWithin(quiet, `${String(hour).padStart(2, '0')}:00`))
    throw new AppError('BAD_INPUT', 'hour lies within quietHours: a digest would never be sent at it.');
}

/** Whether a time of day, as HH:MM, lies within quiet hours; the last minute before `to` does, `to` itself does not. */
export function isWithin({ from, to }: QuietHours, time: string): boolean {
  return from < to ? time >= from && time < to : time >= from || time < to;
}

/** Exactly one address, or BAD_INPUT; null where none was given. A webhook's whole address is a secret: who has it may write into the channel. */
export function readAddress(
  given: { readonly mail: string | null; readonly slackUrl: string | null },
  allowedHosts: readonly string[],
): AlertAddress | null {
  const { mail, slackUrl } = given;
  if (mail !== null && slackUrl !== null) throw new AppError('BAD_INPUT', 'Give mail or slackUrl, not both.');
  if (mail !== null) {
    const { address } = parseMailAddress('mail', mail);
    return { target: 'MAIL', address, shownAs: address };
  }
  if (slackUrl === null) return null;
  const url = requireWebhookUrl(slackUrl, allowedHosts, 'slackUrl');
  requirePublicLiteral(new URL(url), allowedHosts);
  return { target: 'SLACK', url, shownAs: masked(new URL(url)) };
}

/** An address that is written in figures is refused at once; where a name leads is checked at each call. */
function requirePublicLiteral({ hostname, protocol, port }: URL, allowedHosts: readonly string[]): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  const isListed = allowedHosts.includes(`${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`);
  if (isIP(address) !== 0 && !isPublic(address) && !isListed)
    throw new AppError('BAD_INPUT', `slackUrl leads to ${address}, which is not a public address.`);
}

/** The host, and of a long path the last four characters, to tell two of them apart. */
function masked({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}/…${pathname.length >= longPath ? pathname.slice(-4) : ''}`;
}
