import { type AlertSettings, isWithin } from './alert.js';

/** What the clocks of an organisation show. */
export interface LocalTime {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** HH:MM. */
  readonly time: string;
}

/** Of what an alert may tell now: of nothing, of what is urgent, of everything. `day` is the day that a digest is for. */
export interface Telling {
  readonly tells: 'NOTHING' | 'URGENT' | 'ALL';
  readonly day: string | null;
}

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a time zone show at a moment. */
export function localTime(moment: Date, timeZone: string): LocalTime {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timeZone, format);
  const [day = '', time = ''] = format.format(moment).split(' ');
  return { day, time };
}

/** Whether nothing but what is urgent is told at this time. */
export function isQuiet(
  { quietHours, workingDaysOnly }: Pick<AlertSettings, 'quietHours' | 'workingDaysOnly'>,
  { day, time }: LocalTime,
): boolean {
  return (workingDaysOnly && isWeekend(day)) || (quietHours !== null && isWithin(quietHours, time));
}

/** The day of the last digest that was due: today from its hour on, yesterday before. An hour that the clocks leave out is over when they have. */
export function digestDay({ day, time }: LocalTime, hour: number): string {
  return time >= `${String(hour).padStart(2, '0')}:00` ? day : dayBefore(day);
}

/** Of what an alert may tell at a moment. A digest is for one day, and there is none for a day on which nothing is told. */
export function tellingAt(
  alert: Pick<AlertSettings, 'schedule' | 'hour' | 'quietHours' | 'workingDaysOnly' | 'urgentInQuietHours'> & {
    readonly digestedFor: string | null;
    readonly settledAt: Date;
  },
  now: Date,
  timeZone: string,
): Telling {
  const local = localTime(now, timeZone);
  const quiet = isQuiet(alert, local);
  if (alert.schedule === 'AT_ONCE') {
    if (!quiet) return { tells: 'ALL', day: null };
    return { tells: alert.urgentInQuietHours === null ? 'NOTHING' : 'URGENT', day: null };
  }
  const hour = alert.hour ?? 0;
  const day = digestDay(local, hour);
  const settled = digestDay(localTime(alert.settledAt, timeZone), hour);
  const isDue = day > (alert.digestedFor ?? '') && day > settled && !(alert.workingDaysOnly && isWeekend(day));
  return isDue && !quiet ? { tells: 'ALL', day } : { tells: 'NOTHING', day: null };
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - dayMs).toISOString().slice(0, 10);
}
