import { attached, joinsRange, word, type Reader } from '../reader.js';

/** A time of day in minutes after midnight; `marked` says that the text shows it to be a time. */
export interface ReadTime {
  readonly minutes: number;
  readonly marked: boolean;
  readonly half: 'am' | 'pm' | null;
  readonly next: number;
}

/** From and to, in minutes after midnight. */
export interface ReadTimes {
  readonly interval: readonly [number, number];
  readonly next: number;
}

/** Reads "8", "8am", "8:00", "08.30 Uhr", "9h30", "noon"; the caller decides whether an unmarked number may be a time. */
export function timeAt(reader: Reader, index: number): ReadTime | null {
  const token = reader.tokens[index];
  if (token === undefined) return null;
  if (token.kind === 'word') return namedTime(reader, index);
  const match = token.kind === 'number' ? /^(\d{1,2})(?:([:.])(\d\d))?$/.exec(token.folded) : null;
  if (match === null) return null;
  const hour = Number(match[1]);
  let minute = Number(match[3] ?? 0);
  let marked = match[2] === ':';
  let next = index + 1;
  if (reader.lexicon.lexicon.decimalComma && attached(reader, next) && /^[hu]$/.test(word(reader, next))) {
    marked = true;
    next += 1;
  }
  const joined = attached(reader, next) ? /^[hu](\d\d)$/.exec(word(reader, next)) : null;
  if (joined !== null) {
    marked = true;
    minute = Number(joined[1]);
    next += 1;
  }
  const half = halfAt(reader, next);
  const clock = half === null && clockAt(reader, next);
  if (hour > 24 || minute > 59 || (half !== null && hour > 12)) return null;
  const hours = half === null ? hour : (hour % 12) + (half.half === 'pm' ? 12 : 0);
  return {
    minutes: hours * 60 + minute,
    marked: marked || half !== null || clock,
    half: half?.half ?? null,
    next: half?.next ?? (clock ? next + 1 : next),
  };
}

/** Reads "9am to 5pm", "8-18 Uhr", "9:00–17:00"; bare numbers only where the caller knows that times must follow. */
export function timesAt(reader: Reader, index: number, bare: boolean): ReadTimes | null {
  const start = reader.lexicon.words.between.has(word(reader, index)) ? index + 1 : index;
  const from = timeAt(reader, start);
  if (from === null || !joinsRange(reader, from.next, start)) return null;
  const to = timeAt(reader, from.next + 1);
  if (to === null || !(from.marked || to.marked || bare)) return null;
  if (!to.marked && !bare && !/[:.]/.test(word(reader, start))) return null;
  return { interval: interval(from, to), next: to.next };
}

function interval(from: ReadTime, to: ReadTime): readonly [number, number] {
  let start = from.minutes;
  let end = to.minutes;
  if (from.half === null && to.half === 'pm' && start + 720 < end) start += from.minutes < 7 * 60 ? 720 : 0;
  if (from.half === null && to.half === null && end <= start && end <= 720) end += 720;
  return [start, end === 0 ? 1440 : end];
}

function namedTime(reader: Reader, index: number): ReadTime | null {
  const { noon, midnight } = reader.lexicon.words;
  if (noon.has(word(reader, index))) return { minutes: 720, marked: true, half: null, next: index + 1 };
  return midnight.has(word(reader, index)) ? { minutes: 0, marked: true, half: null, next: index + 1 } : null;
}

function halfAt(reader: Reader, index: number): { half: 'am' | 'pm'; next: number } | null {
  const here = word(reader, index);
  if (here === 'am' || here === 'pm') return { half: here, next: index + 1 };
  if ((here === 'a' || here === 'p') && word(reader, index + 1) === '.' && word(reader, index + 2) === 'm')
    return { half: here === 'a' ? 'am' : 'pm', next: word(reader, index + 3) === '.' ? index + 4 : index + 3 };
  if (here === 'noon') return { half: 'pm', next: index + 1 };
  return null;
}

function clockAt(reader: Reader, index: number): boolean {
  const here = word(reader, index);
  return reader.lexicon.words.clock.has(here) && !(here === 'h' || here === 'horas' || here === 'heures');
}
