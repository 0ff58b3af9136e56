import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimsOf, compare } from '../src/consistency/compare.js';
import { mutationsOf, sampleAnswers } from './bench/mutations.js';

const answers = [
  'A replacement card costs £7.50 and arrives within 5 working days. You can freeze the old card in the app at any time. Call 01632 960123 from Monday to Friday, 8am to 6pm, if the card was stolen. You are not liable for payments after you report it.',
  'You can withdraw up to £400 a day at cash machines. Withdrawals abroad cost 1.5% with a minimum of £2. The limit is reset at midnight. You must be 18 or over to ask for a higher limit, which lasts for 24 hours.',
  'Transfers to other banks are free. International transfers take 3 to 5 working days and cost £12. You can cancel a transfer within 30 minutes. Write to transfers@larkhaven.example if a transfer is missing after 10 days.',
  'Your statement is ready on 1 March 2027. We keep statements for 7 years. A paper copy costs £3.95 per statement and is sent by post every month. You need your customer number and a photo ID to ask for one.',
];
const anyAnswer = fc.constantFrom(...answers);

/** Rewritings after which a customer knows exactly the same. */
const rewritings: Readonly<Record<string, (text: string) => string>> = {
  'doubled blanks': (text) => text.replaceAll(' ', '  '),
  'line feeds for blanks': (text) => text.replaceAll('. ', '.\n'),
  'non-breaking blanks': (text) => text.replaceAll(' ', '\u00a0'),
  'paragraphs in HTML': (text) => `<p>${text.replaceAll('. ', '.</p>\n<p>')}</p>`,
  'bold values': (text) => text.replace(/£[\d.]+/g, '**$&**'),
  'HTML entities': (text) => text.replaceAll('£', '&pound;').replaceAll(' ', '&nbsp;'),
  'typographic quotes': (text) => `“${text}”`,
  'an emoji': (text) => `${text} 🙂`,
  'a greeting': (text) => `Hello,\n\n${text}`,
  'thanks and a signature': (text) => `Thank you for your message. ${text} Kind regards, your Larkhaven team`,
  'money in words': (text) => text.replace(/£(\d+)(?![\d.])/g, '$1 pounds'),
  'money with pence': (text) => text.replace(/£(\d+)(?![\d.])/g, '£$1.00'),
  'money with its code': (text) => text.replace(/£([\d.]+\d)/g, 'GBP $1'),
  'number words': (text) =>
    text
      .replaceAll(' 5 ', ' five ')
      .replaceAll(' 10 ', ' ten ')
      .replaceAll(' 30 ', ' thirty ')
      .replaceAll(' 7 ', ' seven '),
  'converted units': (text) =>
    text
      .replaceAll('24 hours', '1 day')
      .replaceAll('30 minutes', 'half an hour')
      .replaceAll('7 years', '84 months')
      .replaceAll('half an hour', '30 minutes'),
  'a phone number in one piece': (text) => text.replace('01632 960123', '01632960123'),
  'a 24-hour clock': (text) => text.replace('8am to 6pm', '8:00 to 18:00'),
  'sentences in another order': (text) =>
    text
      .split('. ')
      .map((sentence) => sentence.replace(/\.$/, ''))
      .reverse()
      .join('. ') + '.',
};

describe('what changes nothing for the customer', () => {
  it('is the same when the text is compared with itself', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(compare({ canonical: text, observed: text })).toMatchObject({ verdict: 'same', tier: null });
      }),
    );
  });

  it.each(Object.entries(rewritings))('never alarms: %s', (_name, rewrite) => {
    for (const answer of answers) {
      const { verdict, differences } = compare({ canonical: answer, observed: rewrite(answer) });
      expect(differences.filter(({ tier }) => tier !== 'info')).toEqual([]);
      expect(['same', 'extra']).toContain(verdict);
    }
  });

  it('never alarms when rewritings are combined', () => {
    const some = fc.subarray(
      Object.keys(rewritings).filter((name) => !/entities|quotes/.test(name)),
      { minLength: 2, maxLength: 4 },
    );
    fc.assert(
      fc.property(anyAnswer, some, (answer, names) => {
        const observed = names.reduce((text, name) => rewritings[name]?.(text) ?? text, answer);
        expect(compare({ canonical: answer, observed }).tier ?? 'info').toBe('info');
      }),
    );
  });

  it('keeps its alarm when the texts change places', () => {
    fc.assert(
      fc.property(anyAnswer, anyAnswer, (canonical, observed) => {
        const there = compare({ canonical, observed }).tier === 'alert';
        expect(compare({ canonical: observed, observed: canonical }).tier === 'alert').toBe(there);
      }),
    );
  });
});

/** One fact of the answer said wrongly. */
const mutations: readonly (readonly [string, RegExp, (text: string, by: number) => string])[] = [
  ['an amount of money', /£\d+/g, (text, by) => `£${Number(text.slice(1)) + by}`],
  ['a number of working days', /\d+ working days/g, (text, by) => `${Number.parseInt(text, 10) + by} working days`],
  ['minutes', /\d+ minutes/g, (text, by) => `${Number.parseInt(text, 10) + by} minutes`],
  ['years', /\d+ years/g, (text, by) => `${Number.parseInt(text, 10) + by} years`],
  ['a percentage', /[\d.]+%/g, (text, by) => `${Number.parseFloat(text) + by}%`],
  ['a time', /\d+pm/g, (text, by) => `${((Number.parseInt(text, 10) + by - 1) % 11) + 1}pm`],
  ['a phone number', /960123/g, (_text, by) => String(960_123 + by)],
  ['a date', /1 March/g, (_text, by) => `${1 + by} March`],
  ['an address', /transfers@/g, (_text, by) => `transfers${by}@`],
];

describe('one changed fact', () => {
  it.each(mutations)('is flagged: %s', (_name, pattern, change) => {
    const texts = answers.filter((answer) => answer.match(pattern) !== null);
    expect(texts).not.toEqual([]);
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.integer({ min: 1, max: 9 }), fc.nat(), (canonical, by, pick) => {
        const places = [...canonical.matchAll(pattern)];
        const place = places[pick % places.length] as RegExpExecArray;
        const changed = change(place[0], by);
        fc.pre(changed !== place[0] && !canonical.includes(changed));
        const observed = canonical.slice(0, place.index) + changed + canonical.slice(place.index + place[0].length);
        expect(compare({ canonical, observed })).toMatchObject({ verdict: 'contradicts', tier: 'alert' });
      }),
    );
  });
});

describe('one fact of a kind said wrongly', () => {
  const kinds = ['money', 'percentage', 'duration', 'duration unit', 'hour', 'phone', 'mail', 'date', 'negation'];
  it.each(kinds)('is flagged: %s', (kind) => {
    const found = sampleAnswers.flatMap((canonical, seed) =>
      mutationsOf(canonical, seed)
        .filter((one) => one.kind === kind)
        .map(({ text }) => ({ canonical, observed: text })),
    );
    expect(found).not.toEqual([]);
    for (const pair of found) expect({ ...pair, ...compare(pair) }).toMatchObject({ ...pair, verdict: 'contradicts' });
  });

  it('is flagged whatever else is rewritten', () => {
    const others = Object.keys(rewritings).filter((name) => !/entities|quotes|order/.test(name));
    fc.assert(
      fc.property(
        fc.constantFrom(...sampleAnswers),
        fc.nat(),
        fc.subarray(others, { minLength: 1, maxLength: 2 }),
        (canonical, pick, names) => {
          const wrong = mutationsOf(canonical, pick).filter(({ kind }) => kind === 'money' || kind === 'phone');
          fc.pre(wrong.length > 0);
          const text = wrong[pick % wrong.length]?.text ?? '';
          const observed = names.reduce((rewritten, name) => rewritings[name]?.(rewritten) ?? rewritten, text);
          expect(compare({ canonical, observed }).tier).toBe('alert');
        },
      ),
    );
  });
});

describe('any text', () => {
  const hostile = [
    '1 ',
    '/',
    '[',
    '<',
    '(',
    '1',
    '1.',
    '1,',
    '**',
    '{{',
    '&',
    '-',
    'a.',
    'a@',
    '£1 ',
    'no ',
    'Monday ',
    '9-5 ',
    '1 or ',
    ']( ',
    'http://a.',
    '\\',
    "'",
    '一',
    '٣',
    '1:1',
    'not only ',
    '\n',
    '#',
    '_',
  ];

  it.each(hostile.map((piece) => [JSON.stringify(piece), piece] as const))('of 20 kB of %s ends', (_name, piece) => {
    const text = piece.repeat(Math.ceil(20_000 / piece.length));
    expect(compare({ canonical: text, observed: `${text}2` }).verdict).toBeDefined();
    expect(compare({ canonical: answers[0] as string, observed: text }).tier).not.toBe('alert');
  });

  it('yields claims that lie in the text', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(...answers.flatMap((answer) => answer.split(' '))),
        fc.constantFrom(...hostile),
        fc.string({ maxLength: 5 }),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(pieces, (words) => {
        const text = words.join(' ');
        for (const { span } of claimsOf(text)) {
          expect(span.start).toBeLessThan(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('gets the same verdict every time', () => {
    fc.assert(
      fc.property(anyAnswer, fc.string({ maxLength: 200 }), (canonical, observed) => {
        expect(compare({ canonical, observed })).toEqual(compare({ canonical, observed }));
      }),
    );
  });

  it('gets the same verdict for an answer read long before, when so many other words have been read since', () => {
    const [canonical = '', other = ''] = answers;
    const observed = `${canonical.replace('£7.50', '£9')} ${other}`;
    const before = compare({ canonical, observed, locale: 'en' });
    for (let text = 0; text < 16; text += 1)
      claimsOf(Array.from({ length: 4_900 }, (_, word) => `x${text}y${word}`).join(' '));
    // Under another name of the locale the observed text is read anew.
    expect(compare({ canonical, observed, locale: 'en', observedLocale: 'en-GB' })).toEqual(before);
    expect(before.verdict).toBe('contradicts');
  });
});
