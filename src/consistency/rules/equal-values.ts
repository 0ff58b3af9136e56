import type { Fact } from '../analysis/model.js';

/** Whether two facts say the same to a customer: units converted, phone prefixes and unstated years ignored. */
export function sameValue(a: Fact, b: Fact): boolean {
  if (a.key === b.key) return true;
  if (a.type !== b.type) return sameAcrossTypes(a, b) || sameAcrossTypes(b, a);
  switch (a.type) {
    case 'money':
      return sameMoney(a, b);
    case 'percentage':
      return a.low === b.low && a.high === b.high;
    case 'duration':
    case 'frequency':
      return sameSpan(a, b);
    case 'date':
      return sameDate(a, b);
    case 'hours':
      return sameIntervals(a, b) && (a.days === b.days || a.days === 0 || b.days === 0);
    case 'quantity':
      return a.unit === b.unit && near(a.low, b.low, 0.005) && near(a.high, b.high, 0.005);
    case 'count':
      return a.low === b.low && a.high === b.high && (a.per === b.per || a.per === '' || b.per === '');
    case 'phone':
      return samePhone(a.unit, b.unit);
    default:
      return false;
  }
}

/** Whether two different values can both be true: a rough value inside a range, or a bound that is a range's end. */
export function compatible(a: Fact, b: Fact): boolean {
  if (a.type !== b.type || !comparableUnits(a, b)) return false;
  const [one, other] = [inDays(a), inDays(b)];
  const ranged = a.low !== a.high || b.low !== b.high;
  const overlap = one.low <= other.high && other.low <= one.high;
  const [rough, roughOther] = [isRough(a), isRough(b)];
  // "about £100" leaves room for £95; two rough values that differ were meant to differ.
  if (rough || roughOther) return overlap || (!ranged && rough !== roughOther && near(one.low, other.low, 0.1));
  if (a.low !== a.high && b.low !== b.high) return false;
  if (!ranged || a.key === 'money:* some' || b.key === 'money:* some') return false;
  const contained =
    (one.low <= other.low && other.high <= one.high) || (other.low <= one.low && one.high <= other.high);
  return contained || boundOf(a, b) || boundOf(b, a);
}

function isRough({ vague, comparator }: Fact): boolean {
  return vague || comparator === 'about';
}

function boundOf(bound: Fact, range: Fact): boolean {
  if (bound.comparator === 'at-most') return bound.high === range.high;
  return bound.comparator === 'at-least' && bound.low === range.low;
}

/** Whether the two are measured in the same thing, so that a difference between them would mean something. */
export function comparableUnits(a: Fact, b: Fact): boolean {
  if (a.type === 'quantity') return a.unit === b.unit;
  if (a.type === 'duration' || a.type === 'frequency') return (a.unit === 'workday') === (b.unit === 'workday');
  return true;
}

// What a bare number may count where the other text has a duration: its own unit, years, weeks or hours.
const unitsPerCount = [1, 12, 7, 60];

function sameAcrossTypes(a: Fact, b: Fact): boolean {
  if (a.type === 'duration' && b.type === 'frequency') return sameSpan(a, b);
  if (a.type === 'duration' && b.type === 'count') return countsUnits(a, b);
  if (a.type === 'date' && b.type === 'year') return Math.floor(a.low / 10_000) === b.low;
  if (a.type === 'time' && b.type === 'hours') return beginsOrEnds(b, a.low);
  if (a.type === 'year' && b.type === 'count') return a.low === b.low;
  if (a.type === 'reference' && b.type === 'count') return a.text.startsWith(String(b.low));
  return a.type === 'quantity' && b.type === 'count' && a.low === b.low;
}

// Apart, for a closure in there would cost every pair of facts an allocation.
function countsUnits(span: Fact, count: Fact): boolean {
  return unitsPerCount.some((factor) => span.low === count.low * factor && span.high === count.high * factor);
}

function beginsOrEnds({ intervals }: Fact, minute: number): boolean {
  return intervals.some(([start, end]) => start === minute || end === minute);
}

const perYear: Readonly<Record<string, number>> = { day: 365, week: 52, month: 12, '3 month': 4, year: 1 };

function sameMoney(a: Fact, b: Fact): boolean {
  if (a.high === 0 && b.high === 0) return true;
  if (a.key === 'money:* some' || b.key === 'money:* some') return a.high > 0 && b.high > 0;
  if (a.unit !== b.unit) return false;
  if (a.low === b.low && a.high === b.high) return a.per === b.per || a.per === '' || b.per === '';
  if (a.per === b.per) return false;
  const [one, other] = [perYear[a.per], perYear[b.per]];
  return (
    one !== undefined &&
    other !== undefined &&
    near(a.low * one, b.low * other, 0.001) &&
    near(a.high * one, b.high * other, 0.001)
  );
}

function sameSpan(a: Fact, b: Fact): boolean {
  if (!comparableUnits(a, b)) return false;
  if (kindOfUnit(a) === kindOfUnit(b)) return a.low === b.low && a.high === b.high;
  const [one, other] = [inDays(a), inDays(b)];
  // "One month" and "30 days" are one to a customer; hours and days convert exactly.
  const tolerance = kindOfUnit(a) === 'month' || kindOfUnit(b) === 'month' ? 0.04 : 0;
  return near(one.low, other.low, tolerance) && near(one.high, other.high, tolerance);
}

function kindOfUnit({ unit }: Fact): string {
  return unit === 'calendar-day' ? 'day' : unit;
}

function inDays(fact: Fact): { low: number; high: number } {
  const factor =
    fact.type !== 'duration' && fact.type !== 'frequency'
      ? 1
      : fact.unit === 'minute'
        ? 1 / 1440
        : fact.unit === 'month'
          ? 30.4375
          : 1;
  return { low: fact.low * factor, high: fact.high * factor };
}

function sameDate(a: Fact, b: Fact): boolean {
  const [one, other] = [parts(a), parts(b)];
  if (one.every((part, index) => part === 0 || other[index] === 0 || part === other[index])) return one[1] === other[1];
  if (a.comparator === 'less-than' && b.comparator === 'at-most') return dayNumber(other) + 1 === dayNumber(one);
  return b.comparator === 'less-than' && a.comparator === 'at-most' && dayNumber(one) + 1 === dayNumber(other);
}

function parts({ low }: Fact): [number, number, number] {
  return [Math.floor(low / 10_000), Math.floor(low / 100) % 100, low % 100];
}

function dayNumber([year, month, day]: [number, number, number]): number {
  return Math.round(Date.UTC(year || 2000, month - 1, day) / 86_400_000);
}

function sameIntervals(a: Fact, b: Fact): boolean {
  return (
    a.intervals.length === b.intervals.length &&
    a.intervals.every(([start, end], index) => start === b.intervals[index]?.[0] && end === b.intervals[index]?.[1])
  );
}

function samePhone(one: string, other: string): boolean {
  const [long, short] = one.length >= other.length ? [one, other] : [other, one];
  return long === short || (short.length >= 6 && long.length - short.length <= 3 && long.endsWith(short));
}

function near(one: number, other: number, tolerance: number): boolean {
  return one === other || Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other)) + 1e-9;
}
