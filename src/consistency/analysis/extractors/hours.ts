import type { FoundFact } from '../model.js';
import { joinsRange, word, type Extractor, type Reader } from '../reader.js';
import { timeAt, timesAt, type ReadTimes } from './time.js';

const everyDay = 127;

/** Opening hours: "Mon-Fri 9-5", "8am to 6pm, Monday to Friday", "closed on Sundays", "24/7", or times without days. */
export const hours: Extractor = (reader, index) => {
  const always = reader.lexicon.phrases.allHours.at(reader.tokens, index);
  if (always !== null) return found(index, afterEveryDay(reader, index + always.length), everyDay, [[0, 1440]]);
  return daysThenTimes(reader, index) ?? timesThenDays(reader, index) ?? closedDays(reader, index);
};

// "day and night, every day" says it twice.
function afterEveryDay(reader: Reader, next: number): number {
  const at = word(reader, next) === ',' ? next + 1 : next;
  const days = reader.lexicon.dayGroups.at(reader.tokens, at);
  return days !== null && days.meaning === everyDay ? at + days.length : next;
}

/** One time of day: "before 8pm", "at 23:59". */
export const time: Extractor = (reader, index) => {
  const read = timeAt(reader, index);
  if (read === null || !read.marked || ambiguous(reader, index, read.next)) return null;
  const minutes = read.minutes === 1440 ? 0 : read.minutes;
  return {
    type: 'time',
    key: `time:${clock(minutes)}`,
    low: minutes,
    high: minutes,
    unit: '',
    per: '',
    from: index,
    to: read.next,
  };
};

// "48h" is a duration; "9h" is a time only after "à", "de", "avant" …
function ambiguous(reader: Reader, index: number, next: number): boolean {
  if (word(reader, next - 1) !== 'h') return false;
  return !/^(?:a|de|des|avant|apres|las|vers|jusqu'a)$/.test(word(reader, index - 1));
}

function daysThenTimes(reader: Reader, index: number): FoundFact | null {
  const days = daysAt(reader, index);
  if (days === null) return null;
  for (let at = days.next; at <= days.next + 4; at += 1) {
    const read = manyTimes(reader, at, true);
    if (read !== null) return found(index, read.next, days.days, read.intervals);
    if (reader.lexicon.words.closed.has(word(reader, at))) return found(index, at + 1, days.days, []);
    if (!isFiller(reader, at)) return null;
  }
  return null;
}

function timesThenDays(reader: Reader, index: number): FoundFact | null {
  const read = manyTimes(reader, index, false);
  if (read === null) return null;
  for (let at = read.next; at <= read.next + 3; at += 1) {
    const days = daysAt(reader, at);
    if (days !== null)
      return ownTimes(reader, days.next)
        ? withoutDays(index, read)
        : found(index, days.next, days.days, read.intervals);
    if (!isFiller(reader, at)) break;
  }
  return withoutDays(index, read);
}

function withoutDays(
  index: number,
  read: { intervals: readonly (readonly [number, number])[]; next: number },
): FoundFact {
  return found(index, read.next, 0, read.intervals);
}

function closedDays(reader: Reader, index: number): FoundFact | null {
  if (!reader.lexicon.words.closed.has(word(reader, index))) return null;
  for (let at = index + 1; at <= index + 4; at += 1) {
    const days = daysAt(reader, at);
    if (days !== null) return ownTimes(reader, days.next) ? null : found(index, days.next, days.days, []);
    if (!isFiller(reader, at)) return null;
  }
  return null;
}

function ownTimes(reader: Reader, next: number): boolean {
  for (let at = next; at <= next + 2; at += 1) {
    if (timesAt(reader, at, true) !== null) return true;
    if (!isFiller(reader, at)) return false;
  }
  return false;
}

function manyTimes(reader: Reader, index: number, bare: boolean) {
  let read: ReadTimes | null = timesAt(reader, index, bare);
  if (read === null) return null;
  const intervals = [read.interval];
  let next = read.next;
  for (let step = 0; step < 3; step += 1) {
    const gap = word(reader, next) === ',' && reader.lexicon.words.and.has(word(reader, next + 1)) ? 2 : 1;
    if (word(reader, next) !== ',' && !reader.lexicon.words.and.has(word(reader, next))) break;
    read = timesAt(reader, next + gap, false);
    if (read === null) break;
    intervals.push(read.interval);
    next = read.next;
  }
  return { intervals, next };
}

const fillers =
  /^(?:[:,(|.]|from|between|on|at|the|open|available|are|is|we|von|de|des|du|dem|am|an|and|y|et|und|le|la|les|los|las|el|every|each|our|hours|uhr|et|geoffnet|ouvert|abierto|im|in|en)$/;

function isFiller(reader: Reader, index: number): boolean {
  return fillers.test(word(reader, index));
}

/** Days of the week as bits; "Monday to Friday", "Sat and Sun", "weekdays", "bank holidays". */
function daysAt(reader: Reader, index: number): { days: number; next: number } | null {
  let read = oneDaySpan(reader, index);
  if (read === null) return null;
  let { days } = read;
  for (let step = 0; step < 6; step += 1) {
    let at = read.next;
    while (at < read.next + 4 && /^(?:,|and|und|y|e|et|en|&|\/|on|the|los|le|les|am|an)$/.test(word(reader, at)))
      at += 1;
    if (at === read.next) break;
    const more = oneDaySpan(reader, at);
    if (more === null) break;
    days |= more.days;
    read = more;
  }
  return { days, next: read.next };
}

function oneDaySpan(reader: Reader, index: number): { days: number; next: number } | null {
  const group = reader.lexicon.dayGroups.at(reader.tokens, index);
  if (group !== null) return { days: group.meaning, next: index + group.length };
  const first = weekday(reader, index);
  if (first === null) return null;
  const at = word(reader, index + 1) === '.' ? index + 2 : index + 1;
  const last = joinsRange(reader, at, index) || word(reader, at) === 'al' ? weekday(reader, at + 1) : null;
  if (last === null) return { days: 1 << first, next: index + 1 };
  let days = 0;
  for (let day = first; ; day = (day + 1) % 7) {
    days |= 1 << day;
    if (day === last) return { days, next: at + 2 };
  }
}

// One-letter and two-letter names ("L-V", "Mo", "so") only count as written for days: in capitals.
function weekday(reader: Reader, index: number): number | null {
  const token = reader.tokens[index];
  const day = token?.kind === 'word' ? reader.lexicon.weekdays.get(token.folded) : undefined;
  if (token === undefined || day === undefined) return null;
  if (token.text.length > 2 && !/^(?:sun|sat|mar|wed)$/.test(token.text)) return day;
  // "Mo-Fr", "Sa 9-13", but not the "We" of "We are closed".
  const next = reader.tokens[index + 1];
  const listed =
    token.text.length > 2 ||
    next?.kind === 'number' ||
    /^[-,:.]$/.test(next?.folded ?? '') ||
    word(reader, index - 1) === '-' ||
    reader.lexicon.words.between.has(next?.folded ?? '');
  return /^\p{Lu}/u.test(token.text) && listed ? day : null;
}

function found(from: number, to: number, days: number, intervals: readonly (readonly [number, number])[]): FoundFact {
  const times = intervals.map(([start, end]) => `${clock(start)}-${clock(end)}`).join(',');
  const key = `hours:${days.toString(2).padStart(8, '0')} ${times || 'closed'}`;
  return {
    type: 'hours',
    key,
    low: intervals[0]?.[0] ?? -1,
    high: intervals.at(-1)?.[1] ?? -1,
    unit: '',
    per: '',
    from,
    to,
    days,
    intervals,
  };
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
