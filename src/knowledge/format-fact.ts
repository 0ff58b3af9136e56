import { AppError } from '../platform/errors.js';
import type { DurationUnit, FactContent, OpeningSpan, Weekday } from './fact-content.js';
import { weekdays } from './fact-content.js';

type Words = Readonly<Record<string, string>>;

interface LanguageWords {
  /** By plural category; `{n}` is where the number stands, if the language says it at all. */
  readonly workingDays: Words;
  /** Between the spans of opening hours. */
  readonly comma: string;
  readonly per: Readonly<Record<DurationUnit, string>>;
  readonly to: string;
}

/** What Intl does not know: working days, "per", and how a span of days is said. */
const languages: Readonly<Record<string, LanguageWords>> = {
  en: {
    workingDays: { one: '{n} working day', other: '{n} working days' },
    comma: ', ',
    per: {
      minute: 'per minute',
      hour: 'per hour',
      day: 'per day',
      'working day': 'per working day',
      week: 'per week',
      month: 'per month',
      year: 'per year',
    },
    to: 'to',
  },
  de: {
    workingDays: { one: '{n} Werktag', other: '{n} Werktage' },
    comma: ', ',
    per: {
      minute: 'pro Minute',
      hour: 'pro Stunde',
      day: 'pro Tag',
      'working day': 'pro Werktag',
      week: 'pro Woche',
      month: 'pro Monat',
      year: 'pro Jahr',
    },
    to: 'bis',
  },
  es: {
    workingDays: { one: '{n} día laborable', other: '{n} días laborables' },
    comma: ', ',
    per: {
      minute: 'por minuto',
      hour: 'por hora',
      day: 'al día',
      'working day': 'por día laborable',
      week: 'a la semana',
      month: 'al mes',
      year: 'al año',
    },
    to: 'a',
  },
  ar: {
    workingDays: {
      one: 'يوم عمل واحد',
      two: 'يوما عمل',
      few: '{n} أيام عمل',
      many: '{n} يوم عمل',
      other: '{n} يوم عمل',
    },
    comma: '، ',
    per: {
      minute: 'في الدقيقة',
      hour: 'في الساعة',
      day: 'في اليوم',
      'working day': 'في يوم العمل',
      week: 'في الأسبوع',
      month: 'في الشهر',
      year: 'في السنة',
    },
    to: 'إلى',
  },
};

/** The formats an embed may name after "#"; without one the plain format of the type is used. */
export const factFormats = ['exact', 'number'] as const;
export type FactFormat = (typeof factFormats)[number];

/** A fact's value in the words of a locale, e.g. "£12", "5 working days", "Monday to Friday 08:00 to 20:00". */
export function formatFact(content: FactContent, locale: string, format: FactFormat | null = null): string {
  const region = regional(locale);
  const words = wordsFor(content, region, format);
  return isRightToLeft(region) ? isolated(words) : words;
}

function wordsFor(content: FactContent, region: string, format: FactFormat | null): string {
  switch (content.type) {
    case 'MONEY':
      return formatMoney(content, region, format);
    case 'PERCENTAGE':
      return new Intl.NumberFormat(region, { style: 'percent', maximumFractionDigits: 6 }).format(
        percent(content.amount),
      );
    case 'DURATION':
      return formatDuration(content, region);
    case 'COUNT':
      return new Intl.NumberFormat(region).format(content.amount);
    case 'DATE':
      return new Intl.DateTimeFormat(region, { dateStyle: 'long', timeZone: 'UTC' }).format(
        new Date(`${content.date}T00:00:00Z`),
      );
    case 'HOURS':
      return content.spans.map((span) => formatSpan(span, region)).join(wordsOf(region).comma);
    default:
      return content.text;
  }
}

const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';

/** Keeps a value's own order inside right-to-left text: without it a telephone number's groups are shown the wrong way round (UAX #9). */
function isolated(words: string): string {
  return `${firstStrongIsolate}${words}${popIsolate}`;
}

function isRightToLeft(region: string): boolean {
  return /^(ar|fa|he|ur)\b/.test(region);
}

/** Reads the word after "#" of an embed; throws BAD_INPUT for one that does not exist. */
export function parseFactFormat(name: string | undefined): FactFormat | null {
  if (name === undefined) return null;
  const format = factFormats.find((known) => known === name);
  if (!format)
    throw new AppError(
      'BAD_INPUT',
      `#${name} is not a fact format: use ${factFormats.map((known) => `#${known}`).join(' or ')}.`,
    );
  return format;
}

/** English without a region would write American dates; the organisation's are British. Arabic keeps Western digits, as banks there do. */
function regional(locale: string): string {
  if (locale === 'en') return 'en-GB';
  return locale === 'ar' ? 'ar-u-nu-latn' : locale;
}

function wordsOf(region: string): LanguageWords {
  const language = region.split('-')[0] ?? 'en';
  return languages[language] ?? (languages.en as LanguageWords);
}

function formatMoney(
  content: Extract<FactContent, { type: 'MONEY' }>,
  region: string,
  format: FactFormat | null,
): string {
  const style =
    format === 'number'
      ? {}
      : { style: 'currency' as const, currency: content.currency, currencyDisplay: 'narrowSymbol' as const };
  const whole = /\.0+$/.test(content.amount) || !content.amount.includes('.');
  const digits = format !== 'exact' && whole ? 0 : 2;
  // Intl takes a decimal string as it is, so that no amount passes through a binary fraction.
  const amount = new Intl.NumberFormat(region, {
    ...style,
    minimumFractionDigits: digits,
    maximumFractionDigits: Math.max(digits, 2),
  }).format(content.amount as `${number}`);
  return content.per && format !== 'number' ? `${amount} ${wordsOf(region).per[content.per]}` : amount;
}

function percent(amount: string): `${number}` {
  return `${amount}e-2` as `${number}`;
}

function formatDuration(content: Extract<FactContent, { type: 'DURATION' }>, region: string): string {
  const number = new Intl.NumberFormat(region);
  const words = wordsOf(region);
  const range =
    content.least === content.most
      ? number.format(content.most)
      : `${number.format(content.least)} ${words.to} ${number.format(content.most)}`;
  if (content.unit === 'working day') {
    const plural = new Intl.PluralRules(region).select(content.most);
    return (words.workingDays[plural] ?? words.workingDays.other ?? '').replace('{n}', range);
  }
  const unit = new Intl.NumberFormat(region, { style: 'unit', unit: content.unit, unitDisplay: 'long' });
  if (content.least === content.most) return unit.format(content.most);
  return unit
    .formatToParts(content.most)
    .map((part) => (part.type === 'integer' ? range : part.type === 'group' ? '' : part.value))
    .join('');
}

function formatSpan(span: OpeningSpan, region: string): string {
  const words = wordsOf(region);
  const days =
    span.from === span.to
      ? dayName(span.from, region)
      : `${dayName(span.from, region)} ${words.to} ${dayName(span.to, region)}`;
  return `${days} ${timeName(span.opens, region)} ${words.to} ${timeName(span.closes, region)}`;
}

function dayName(day: Weekday, region: string): string {
  const monday = Date.UTC(2024, 0, 1);
  return new Intl.DateTimeFormat(region, { weekday: 'long', timeZone: 'UTC' }).format(
    monday + weekdays.indexOf(day) * 86_400_000,
  );
}

function timeName(time: string, region: string): string {
  if (!region.startsWith('en')) return time;
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const half = hour % 24 < 12 ? 'am' : 'pm';
  return `${hour % 12 || 12}${minute ? `:${String(minute).padStart(2, '0')}` : ''}${half}`;
}
