import { word, type Extractor, type Reader } from '../reader.js';

/** "1 March 2027", "March 1st", "31/03/2027", "2027-03-31", "1. März", "1 de marzo de 2027", "March 2019". */
export const date: Extractor = (reader, index) =>
  dayFirst(reader, index) ?? monthFirst(reader, index) ?? numeric(reader, index);

/** "the 1st of each month", "last day of the month". */
export const dayOfMonth: Extractor = (reader, index) => {
  const token = reader.tokens[index];
  if (token === undefined) return null;
  const read = token.kind === 'number' ? ordinalDay(reader, index) : namedDay(reader, index);
  if (read === null) return null;
  for (let at = read.next; at < read.next + 4; at += 1)
    if (reader.lexicon.timeUnits.get(word(reader, at)) === 'month') return dated(index, at + 1, 0, 0, read.day);
  return null;
};

/** A bare year, "in 2027". */
export const year: Extractor = (reader, index) => {
  const text = word(reader, index);
  if (!/^(?:19|20)\d\d$/.test(text) || /^[-/]$/.test(word(reader, index + 1))) return null;
  const low = Number(text);
  return { type: 'year', key: `year:${text}`, low, high: low, unit: '', per: '', from: index, to: index + 1 };
};

const afterDay = new Set(['st', 'nd', 'rd', 'th', 'er', '.', 'º', 'of', 'de', 'the']);
const ordinalSigns = new Set(['st', 'nd', 'rd', 'th', '.', 'º', 'er']);

function dayFirst(reader: Reader, index: number) {
  if (reader.tokens[index]?.kind !== 'number') return null;
  let at = index + 1;
  while (at < index + 4 && afterDay.has(word(reader, at))) at += 1;
  const month = monthAt(reader, at);
  const day = month === null ? null : dayNumber(word(reader, index));
  if (month === null || day === null) return null;
  const read = yearAfter(reader, at + 1);
  return dated(index, read.next, read.year, month, day);
}

function monthFirst(reader: Reader, index: number) {
  const month = monthAt(reader, index);
  if (month === null) return null;
  const next = reader.tokens[index + 1]?.folded === '.' ? index + 2 : index + 1;
  const stated = yearAfter(reader, next);
  if (stated.year !== 0) return dated(index, stated.next, stated.year, month, 0);
  const day = dayNumber(word(reader, next));
  if (day === null) return null;
  const at = /^(?:st|nd|rd|th)$/.test(word(reader, next + 1)) ? next + 2 : next + 1;
  const read = yearAfter(reader, at);
  return dated(index, read.next, read.year, month, day);
}

function numeric(reader: Reader, index: number) {
  const text = word(reader, index);
  const dotted = text.includes('.') ? /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) : null;
  if (dotted !== null) return ordered(index, index + 1, Number(dotted[1]), Number(dotted[2]), Number(dotted[3]));
  const mark = word(reader, index + 1);
  if ((mark !== '-' && mark !== '/') || word(reader, index + 3) !== mark) return null;
  const parts = [text, word(reader, index + 2), word(reader, index + 4)];
  if (parts.some((part) => !/^(?:\d{1,2}|\d{4})$/.test(part))) return null;
  const [one, two, three] = parts.map(Number) as [number, number, number];
  if (one > 1900) return ordered(index, index + 5, three, two, one);
  return three > 1900 ? ordered(index, index + 5, one, two, three) : null;
}

// Day first, as in all the languages known but American English, unless that cannot be.
function ordered(from: number, to: number, day: number, month: number, stated: number) {
  if (month > 12 && day <= 12) return dated(from, to, stated, day, month);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? dated(from, to, stated, month, day) : null;
}

function monthAt(reader: Reader, index: number): number | null {
  const token = reader.tokens[index];
  if (token === undefined || token.kind !== 'word') return null;
  const month = reader.lexicon.months.get(token.folded);
  return month === undefined ||
    (token.folded.length <= 3 && /^\p{Ll}/u.test(token.text) && reader.lexicon.lexicon.language === 'en')
    ? null
    : month;
}

function yearAfter(reader: Reader, index: number): { year: number; next: number } {
  const at = /^(?:,|de|del)$/.test(word(reader, index)) ? index + 1 : index;
  const text = word(reader, at);
  return /^(?:19|20)\d\d$/.test(text) ? { year: Number(text), next: at + 1 } : { year: 0, next: index };
}

function dayNumber(text: string): number | null {
  const day = /^\d{1,2}\.?$/.test(text) ? Number.parseInt(text, 10) : 0;
  return day >= 1 && day <= 31 ? day : null;
}

function ordinalDay(reader: Reader, index: number) {
  const day = ordinalSigns.has(word(reader, index + 1)) ? dayNumber(word(reader, index)) : null;
  return day === null ? null : { day, next: index + 2 };
}

function namedDay(reader: Reader, index: number) {
  const ordinal = reader.lexicon.ordinals.get(word(reader, index));
  if (ordinal === undefined || reader.lexicon.timeUnits.get(word(reader, index + 1)) !== 'day') return null;
  return { day: ordinal === -1 ? 99 : ordinal, next: index + 2 };
}

function dated(from: number, to: number, stated: number, month: number, day: number) {
  const key = `${stated || '*'}-${month || '*'}-${day || '*'}`;
  const low = stated * 10_000 + month * 100 + day;
  return { type: 'date' as const, key: `date:${key}`, low, high: low, unit: '', per: '', from, to };
}
