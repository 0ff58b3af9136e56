/** A moment as the organisation's clock on the wall shows it. */
export interface LocalTime {
  /** 0 = Monday. */
  readonly weekday: number;
  /** Since midnight. */
  readonly minutes: number;
}

interface Span {
  readonly days: readonly number[];
  readonly opens: number;
  readonly closes: number;
}

const names = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const spanForm = /^(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? (\d\d):(\d\d)-(\d\d):(\d\d)$/;

/** Making one takes longer than a turn's own work. */
const wallClocks = new Map<string, Intl.DateTimeFormat>();

/** Whether hours as a fact writes them ("Mo-Fr 08:00-20:00; Sa 09:00-17:00") hold at a moment; null for a text that is no such hours. */
export function isWithinHours(written: string, { weekday, minutes }: LocalTime): boolean | null {
  const spans = written.split(';').map((part) => spanIn(part.trim()));
  if (spans.some((span) => span === null)) return null;
  return spans.some((span) => span !== null && holds(span, { weekday, minutes }));
}

/** A span that closes no later than it opens ends on the next day. */
function holds({ days, opens, closes }: Span, { weekday, minutes }: LocalTime): boolean {
  if (opens < closes) return days.includes(weekday) && minutes >= opens && minutes < closes;
  const yesterday = (weekday + names.length - 1) % names.length;
  return (days.includes(weekday) && minutes >= opens) || (days.includes(yesterday) && minutes < closes);
}

/** A moment in a zone of the IANA list. */
export function localTime(at: Date, timeZone: string): LocalTime {
  const parts = wallClock(timeZone).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return {
    weekday: names.indexOf(part('weekday').slice(0, 2)),
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

function wallClock(timeZone: string): Intl.DateTimeFormat {
  const known = wallClocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  wallClocks.set(timeZone, made);
  return made;
}

function spanIn(text: string): Span | null {
  const [, from = '', to = from, ...times] = spanForm.exec(text) ?? [];
  if (from === '') return null;
  const [openHour = 0, openMinute = 0, closeHour = 0, closeMinute = 0] = times.map(Number);
  return { days: daysOf(from, to), opens: openHour * 60 + openMinute, closes: closeHour * 60 + closeMinute };
}

/** From one day to another, over the end of the week where they stand so. */
function daysOf(from: string, to: string): readonly number[] {
  const first = names.indexOf(from);
  const length = (names.indexOf(to) - first + names.length) % names.length;
  return Array.from({ length: length + 1 }, (_, step) => (first + step) % names.length);
}
