import { AppError } from '../platform/errors.js';
import {
  type DurationUnit,
  durationUnits,
  type FactContent,
  type FactType,
  type OpeningSpan,
  type Weekday,
  weekdays,
} from './fact-content.js';

interface Form {
  /** With its article, as it is said after "is not". */
  readonly name: string;
  readonly example: string;
  readonly parse: (text: string) => FactContent | null;
}

const decimal = String.raw`(\d{1,15}(?:\.\d{1,6})?)`;
const units = durationUnits.join('|');
const money = new RegExp(`^([A-Z]{3}) ${decimal}(?: per (${units}))?$`);
const percentage = new RegExp(`^${decimal}$`);
const duration = new RegExp(`^(\\d{1,6})(?:-(\\d{1,6}))? (${units})s?$`);
const span = /^(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? (\d{2}:\d{2})-(\d{2}:\d{2})$/;

const forms: Readonly<Record<FactType, Form>> = {
  MONEY: { name: 'an amount of money', example: 'GBP 12.00 or GBP 250.00 per month', parse: parseMoney },
  PERCENTAGE: {
    name: 'a percentage',
    example: '1.75',
    parse: (text) => (percentage.test(text) ? { type: 'PERCENTAGE', amount: text } : null),
  },
  DURATION: { name: 'a duration', example: '5 working days or 3-5 days', parse: parseDuration },
  COUNT: {
    name: 'a whole number',
    example: '3',
    parse: (text) => (/^\d{1,9}$/.test(text) ? { type: 'COUNT', amount: Number(text) } : null),
  },
  DATE: {
    name: 'a date',
    example: '2027-04-01',
    parse: (text) => (isDate(text) ? { type: 'DATE', date: text } : null),
  },
  HOURS: { name: 'opening hours', example: 'Mo-Fr 08:00-20:00; Sa 09:00-17:00', parse: parseHours },
  PHONE: {
    name: 'a telephone number',
    example: '01632 960123',
    parse: (text) => (/^\+?[\d ()-]{5,24}$/.test(text) ? { type: 'PHONE', text } : null),
  },
  EMAIL: {
    name: 'an e-mail address',
    example: 'help@example.org',
    parse: (text) => (/^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}$/.test(text) ? { type: 'EMAIL', text } : null),
  },
  URL: {
    name: 'an https address',
    example: 'https://example.org/help',
    parse: (text) => (/^https:\/\/\S{1,500}$/.test(text) ? { type: 'URL', text } : null),
  },
  TEXT: {
    name: 'a text',
    example: 'any words up to 500 characters',
    parse: (text) => (text.length > 0 && text.length <= 500 ? { type: 'TEXT', text } : null),
  },
};

/** Reads a value as an editor writes it; throws BAD_INPUT with an example of the right form. */
export function parseFactContent(type: FactType, written: string): FactContent {
  const text = written.trim();
  const { name, example, parse } = forms[type];
  const content = parse(text);
  if (!content) throw new AppError('BAD_INPUT', `value is not ${name}: write it like ${example}.`);
  return content;
}

/** The value as an editor writes it: the inverse of `parseFactContent`. */
export function writeFactContent(content: FactContent): string {
  switch (content.type) {
    case 'MONEY':
      return `${content.currency} ${content.amount}${content.per ? ` per ${content.per}` : ''}`;
    case 'DURATION':
      return `${content.least}${content.most === content.least ? '' : `-${content.most}`} ${content.unit}${content.most === 1 ? '' : 's'}`;
    case 'HOURS':
      return content.spans
        .map((s) => `${s.from}${s.to === s.from ? '' : `-${s.to}`} ${s.opens}-${s.closes}`)
        .join('; ');
    case 'PERCENTAGE':
      return content.amount;
    case 'COUNT':
      return String(content.amount);
    case 'DATE':
      return content.date;
    default:
      return content.text;
  }
}

function parseMoney(text: string): FactContent | null {
  const [, currency, amount, per] = money.exec(text) ?? [];
  return currency && amount
    ? { type: 'MONEY', amount, currency, per: (per as DurationUnit | undefined) ?? null }
    : null;
}

function parseDuration(text: string): FactContent | null {
  const [, least, most, unit] = duration.exec(text) ?? [];
  if (!least || !unit) return null;
  const range = { least: Number(least), most: Number(most ?? least) };
  return range.most >= range.least ? { type: 'DURATION', ...range, unit: unit as DurationUnit } : null;
}

function parseHours(text: string): FactContent | null {
  const spans = text.split(';').map((part) => parseSpan(part.trim()));
  return spans.every((s) => s !== null) ? { type: 'HOURS', spans: spans as OpeningSpan[] } : null;
}

function parseSpan(text: string): OpeningSpan | null {
  const [, from, to, opens, closes] = span.exec(text) ?? [];
  if (!from || !opens || !closes || !isTime(opens) || !isTime(closes)) return null;
  const days = { from: from as Weekday, to: (to ?? from) as Weekday };
  return weekdays.indexOf(days.to) >= weekdays.indexOf(days.from) ? { ...days, opens, closes } : null;
}

function isTime(text: string): boolean {
  const [hour = 99, minute = 99] = text.split(':').map(Number);
  return hour <= 24 && minute < 60;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isRealDay(text);
}

function isRealDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
