import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FactContent,
  type FactType,
  factTypes,
  formatFact,
  parseFactContent,
  writeFactContent,
} from '../src/knowledge/index.js';
import { durationUnits, weekdays } from '../src/knowledge/fact-content.js';

const locales = [
  'en',
  'en-US',
  'de',
  'de-CH',
  'es',
  'ar',
  'ar-EG',
  'fr',
  'it',
  'nl',
  'pt-BR',
  'pl',
  'ja',
  'cs',
  'tr',
] as const;
const locale = fc.constantFrom(...locales);
const decimal = fc
  .tuple(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), fc.option(fc.stringMatching(/^\d{1,6}$/), { nil: null }))
  .map(([whole, part]) => (part === null ? String(whole) : `${whole}.${part}`));
const unit = fc.constantFrom(...durationUnits);
const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const span = fc
  .record({ days: fc.tuple(fc.nat(6), fc.nat(6)), opens: time, closes: time })
  .map(({ days, opens, closes }) => {
    const [from, to] = days.toSorted((a, b) => a - b);
    return { from: weekdays[from ?? 0] ?? 'Mo', to: weekdays[to ?? 0] ?? 'Mo', opens, closes };
  });
const text = fc.stringMatching(/^[a-z]{1,20}( [a-z]{1,20}){0,3}$/);

const contents: Readonly<Record<FactType, fc.Arbitrary<FactContent>>> = {
  MONEY: fc.record({
    type: fc.constant('MONEY' as const),
    amount: decimal,
    currency: fc.constantFrom('GBP', 'EUR', 'USD', 'JPY', 'KWD', 'CHF'),
    per: fc.option(unit, { nil: null }),
  }),
  PERCENTAGE: fc.record({ type: fc.constant('PERCENTAGE' as const), amount: decimal }),
  DURATION: fc.record({ ends: fc.tuple(fc.nat(999_999), fc.nat(999_999)), unit }).map(({ ends, unit: of }) => ({
    type: 'DURATION' as const,
    least: Math.min(...ends),
    most: Math.max(...ends),
    unit: of,
  })),
  COUNT: fc.record({ type: fc.constant('COUNT' as const), amount: fc.nat(999_999_999) }),
  DATE: fc
    .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((date) => ({ type: 'DATE' as const, date: date.toISOString().slice(0, 10) })),
  HOURS: fc.record({ type: fc.constant('HOURS' as const), spans: fc.array(span, { minLength: 1, maxLength: 4 }) }),
  PHONE: fc.stringMatching(/^01632 960\d{3}$/).map((phone) => ({ type: 'PHONE' as const, text: phone })),
  EMAIL: fc
    .stringMatching(/^[a-z]{1,10}@[a-z]{1,10}\.example$/)
    .map((mail) => ({ type: 'EMAIL' as const, text: mail })),
  URL: fc
    .stringMatching(/^https:\/\/[a-z]{1,10}\.example\/[a-z0-9]{0,10}$/)
    .map((url) => ({ type: 'URL' as const, text: url })),
  TEXT: text.map((words) => ({ type: 'TEXT' as const, text: words })),
};

/** The digits of a formatted number without leading and trailing zeros of its value: separators and signs differ among languages. */
function value(words: string, asked: string): string {
  const separators = new Intl.NumberFormat(regional(asked)).formatToParts(11_111.5);
  const point = separators.find(({ type }) => type === 'decimal')?.value ?? '.';
  const number = /\d[\d\s.,'’٬٫  ]*/.exec(words)?.[0].trim() ?? '';
  const [whole = '', part = ''] = number.split(point);
  return canonical(`${whole.replaceAll(/\D/g, '')}.${part.replaceAll(/\D/g, '')}`);
}

function canonical(amount: string): string {
  const [whole = '', part = ''] = amount.split('.');
  return `${whole.replace(/^0+(?=\d)/, '')}.${part.replace(/0+$/, '')}`;
}

function regional(asked: string): string {
  if (asked === 'en') return 'en-GB';
  return asked.startsWith('ar') ? `${asked}-u-nu-latn` : asked;
}

describe('a value of a fact', () => {
  it.each(factTypes)('that is written is read back as it was (%s)', (type) => {
    fc.assert(
      fc.property(contents[type], (content) => {
        expect(parseFactContent(type, writeFactContent(content))).toEqual(content);
      }),
    );
  });

  it.each(factTypes)('has words in every language (%s)', (type) => {
    fc.assert(
      fc.property(contents[type], locale, (content, asked) => {
        expect(formatFact(content, asked).trim()).not.toBe('');
      }),
    );
  });
});

describe('a formatted number', () => {
  it('keeps every digit of an amount of money', () => {
    fc.assert(
      fc.property(
        contents.MONEY,
        locale,
        fc.constantFrom(null, 'exact' as const, 'number' as const),
        (content, asked, format) => {
          if (content.type !== 'MONEY') return;
          const words = formatFact({ ...content, per: null, currency: 'GBP' }, asked, format);
          expect(value(words.replaceAll(/[^\d\s.,'’  ]/g, ' '), asked)).toBe(canonical(content.amount));
        },
      ),
    );
  });

  it('keeps every digit of a percentage and of a count', () => {
    fc.assert(
      fc.property(fc.oneof(contents.PERCENTAGE, contents.COUNT), locale, (content, asked) => {
        if (content.type !== 'PERCENTAGE' && content.type !== 'COUNT') return;
        const words = formatFact(content, asked).replace(/^[^\d]+/, '');
        expect(value(words, asked)).toBe(canonical(String(content.amount)));
      }),
    );
  });

  it('says both ends of a span of time, each once', () => {
    const spans = contents.DURATION.filter((content) => content.type === 'DURATION' && content.least < content.most);
    fc.assert(
      fc.property(spans, locale, (content, asked) => {
        if (content.type !== 'DURATION') return;
        const words = formatFact(content, asked);
        const number = new Intl.NumberFormat(regional(asked));
        const ends = [number.format(content.least), number.format(content.most)];
        const digits = ends.join('').replaceAll(/\D/g, '');
        expect(words.replaceAll(/\D/g, '')).toBe(digits);
        for (const end of ends) expect(words).toContain(end);
      }),
    );
  });

  it.each([
    ['en', '1,000 to 2,000 days'],
    ['de', '1.000 bis 2.000 Tage'],
    ['fr', '1 000 à 2 000 jours'],
    ['pl', '1000–2000 dni'],
  ])('of a long span has its separators (%s)', (asked, words) => {
    expect(formatFact({ type: 'DURATION', least: 1_000, most: 2_000, unit: 'day' }, asked).replaceAll(/\s/g, ' ')).toBe(
      words,
    );
  });

  it('has the decimals of its currency', () => {
    const exact = (amount: string, currency: string) =>
      formatFact({ type: 'MONEY', amount, currency, per: null }, 'en', 'exact').replaceAll(/\s/g, ' ');
    expect([exact('1200', 'GBP'), exact('1200', 'JPY'), exact('1200', 'KWD'), exact('0.125', 'GBP')]).toEqual([
      '£1,200.00',
      '¥1,200',
      'KWD 1,200.000',
      '£0.125',
    ]);
  });
});
