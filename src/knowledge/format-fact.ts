import { AppError } from '../platform/errors.js';
import { type FactContent, type OpeningSpan, type Weekday, weekdays } from './fact-content.js';
import { factWords } from './fact-words.js';

/** The formats an embed may name after "#"; without one the plain format of the type is used. */
export const factFormats = ['exact', 'number'] as const;
export type FactFormat = (typeof factFormats)[number];

const formatted = new WeakMap<FactContent, Map<string, string>>();

/** A fact's value in the words of a locale, e.g. "£12", "5 working days", "Monday to Friday 08:00 to 20:00"; reckoned once for each value. */
export function formatFact(content: FactContent, locale: string, format: FactFormat | null = null): string {
  const known = formatted.get(content) ?? new Map<string, string>();
  formatted.set(content, known);
  const name = `${locale}#${format ?? ''}`;
  const words = known.get(name) ?? wordsOf(content, locale, format);
  known.set(name, words);
  return words;
}

function wordsOf(content: FactContent, locale: string, format: FactFormat | null): string {
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
      return content.spans.map((span) => formatSpan(span, region)).join(factWords(region).comma);
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
  return /^ar\b/i.test(locale) && !/-u-/i.test(locale) ? `${locale}-u-nu-latn` : locale;
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
  const least = format !== 'exact' && whole ? 0 : minorDigits(content.currency);
  // Intl takes a decimal string as it is, so that no amount passes through a binary fraction.
  const amount = new Intl.NumberFormat(region, {
    ...style,
    minimumFractionDigits: least,
    maximumFractionDigits: Math.max(least, content.amount.split('.')[1]?.length ?? 0),
  }).format(content.amount as `${number}`);
  return content.per && format !== 'number' ? `${amount} ${factWords(region).per[content.per]}` : amount;
}

/** How many decimals a currency has: two for pounds, none for yen, three for Kuwaiti dinars. */
function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function percent(amount: string): `${number}` {
  return `${amount}e-2` as `${number}`;
}

type Duration = Extract<FactContent, { type: 'DURATION' }>;

function formatDuration(content: Duration, region: string): string {
  if (content.unit === 'working day') return formatWorkingDays(content, region);
  const unit = new Intl.NumberFormat(region, { style: 'unit', unit: content.unit, unitDisplay: 'long' });
  if (content.least === content.most) return unit.format(content.most);
  const parts = unit.formatRangeToParts(content.least, content.most);
  const dash = parts.findIndex((_, i) => parts[i - 1]?.source === 'startRange' && parts[i]?.source === 'shared');
  return parts.map((part, i) => (i === dash ? between(region) : part.value)).join('');
}

function formatWorkingDays({ least, most }: Duration, region: string): string {
  const number = new Intl.NumberFormat(region);
  const rules = new Intl.PluralRules(region);
  const { workingDays } = factWords(region);
  const other = workingDays.other ?? '';
  const said = workingDays[rules.select(most)] ?? other;
  if (least === most) return said.replace('{n}', number.format(most));
  // A language may have a word for two days that holds its number: a span says both numbers all the same.
  const range = `${number.format(least)}${between(region)}${number.format(most)}`;
  return (said.includes('{n}') ? said : other).replace('{n}', range);
}

/** What stands between the ends of a span: a word between spaces, a dash without. */
function between(region: string): string {
  const { to } = factWords(region);
  return to === '–' ? to : ` ${to} `;
}

function formatSpan(span: OpeningSpan, region: string): string {
  const words = factWords(region);
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
