import type { TimeUnit } from '../../lexicon/lexicon.js';
import { word, type Reader } from '../reader.js';
import type { UnitRead } from '../numbers.js';

/** How many of the base unit one unit is: minutes, days and months do not convert exactly, so each has its base. */
export const baseOf: Readonly<
  Record<TimeUnit, { readonly base: 'minute' | 'day' | 'month'; readonly factor: number }>
> = {
  minute: { base: 'minute', factor: 1 },
  hour: { base: 'minute', factor: 60 },
  day: { base: 'day', factor: 1 },
  week: { base: 'day', factor: 7 },
  fortnight: { base: 'day', factor: 14 },
  month: { base: 'month', factor: 1 },
  quarter: { base: 'month', factor: 3 },
  year: { base: 'month', factor: 12 },
};

/** A unit of time with the kind of day it counts. */
export interface DurationUnit {
  readonly time: TimeUnit;
  readonly days: 'any' | 'working' | 'calendar';
}

/** Reads "days", "working days", "Werktage", "días hábiles", "-year". */
export function durationUnitAt(reader: Reader, at: number): UnitRead<DurationUnit> | null {
  const index = word(reader, at) === '-' ? at + 1 : at;
  const { words, timeUnits } = reader.lexicon;
  const here = word(reader, index);
  if (words.workingDays.has(here)) return { unit: { time: 'day', days: 'working' }, next: index + 1 };
  if (words.calendar.has(here) && !timeUnits.has(word(reader, index + 1)))
    return { unit: { time: 'day', days: 'calendar' }, next: index + 1 };
  const adjective = kindOfDay(reader, index);
  const skipped = word(reader, index + 1) === '-' ? 2 : 1;
  const unit = timeUnits.get(adjective === null ? here : word(reader, index + skipped));
  if (unit === undefined) return null;
  const next = adjective === null ? index + 1 : index + skipped + 1;
  const after = adjective === null ? kindOfDay(reader, next) : null;
  return { unit: { time: unit, days: adjective ?? after ?? 'any' }, next: after === null ? next : next + 1 };
}

function kindOfDay(reader: Reader, index: number): 'working' | 'calendar' | null {
  const here = word(reader, index);
  if (reader.lexicon.words.working.has(here)) return 'working';
  return reader.lexicon.words.calendar.has(here) ? 'calendar' : null;
}
