import { describe, expect, it } from 'vitest';
import { readSeed } from '../seed/read-seed.js';
import { ownFigures } from '../src/channels/gate-rules/own-figures.js';
import { claimsIn, contradictionsIn, omittedClauses } from '../src/consistency/index.js';
import { embedsIn, fillEmbeds } from '../src/knowledge/embeds.js';
import { parseFactContent } from '../src/knowledge/parse-fact-content.js';

const own = (body: string, short: string, locale = 'en') => ownFigures({ claims: claimsIn }, { body, short, locale });

describe('a short form has a figure of its own', () => {
  it.each([
    ['another number', 'It takes up to 5 working days.', 'It takes 10 working days.', '10 working days'],
    ['another unit', 'It takes 5 working days.', 'It takes 5 weeks.', '5 weeks'],
    ['another place of the point', 'The fee is 15%.', 'The fee is 1.5%.', '1.5%'],
    ['the end of a number', 'It takes 15 days.', 'It takes 5 days.', '5 days'],
    ['another date', 'The offer ends on 3 May 2027.', 'It ends on 4 May 2027.', '4 May 2027'],
    ['another sum', 'It costs £30 and lasts 9 years.', 'It costs £31.', '£31'],
    ['another telephone number', 'Call 0800 1234 567.', 'Call 0800 1234 568.', '0800 1234 568'],
  ])('where it is %s', (_, body, short, figure) => {
    expect(own(body, short)).toEqual([figure]);
  });

  it.each([
    ['says it letter by letter', 'Cards come in **5 working days**.', '5 working days.'],
    ['leaves it out', 'It costs £30 and lasts 9 years.', 'It lasts.'],
    ['shortens how it is bounded', 'It takes at most 5 working days.', 'Allow 5 working days.'],
    ['says it from a table', '| Limit | Period |\n|---|---|\n| £1,000 | a month |', '£1,000 per month.'],
    ['has a number in a name', 'Ask at the door.', 'Ask at Gate-116.'],
    ['counts otherwise', 'You may take out £250 a month.', '£250 per month.'],
  ])('but not where it %s', (_, body, short) => {
    expect(own(body, short)).toEqual([]);
  });
});

it('a short form that denies what its body says is seen without a figure', () => {
  expect(contradictionsIn('You can cancel a payment.', 'You cannot cancel a payment.', 'en')).toHaveLength(1);
  expect(contradictionsIn('You can cancel a payment in the app.', 'You can cancel a payment.', 'en')).toEqual([]);
});

describe('the demo’s short forms', () => {
  const seed = readSeed();
  const facts = new Map(seed.facts.map((fact) => [fact.key, fact]));
  const filled = (words: string, locale: string) =>
    fillEmbeds(words, locale, (key) => {
      const fact = facts.get(key);
      const value = fact?.values.at(-1)?.value;
      return fact && value !== undefined ? parseFactContent(fact.type, value) : null;
    }).text;
  const texts = [...seed.answers.map((answer) => ({ ...answer, locale: 'en' })), ...seed.translations];

  it('say nothing that their bodies do not say', () => {
    expect(texts.length).toBeGreaterThan(200);
    for (const { key, body, short, locale } of texts) {
      const [whole, brief] = [filled(body, locale), filled(short, locale)];
      expect(own(whole, brief, locale), `${key} in ${locale}`).toEqual([]);
      expect(contradictionsIn(whole, brief, locale), `${key} in ${locale}`).toEqual([]);
    }
  });

  it('say whatever must be said, in every language', () => {
    const bound = seed.answers.filter(({ mustSay }) => mustSay.length > 0);
    expect(bound.length).toBeGreaterThan(50);
    for (const { key, mustSay, short } of bound) {
      const clauses = mustSay.map((clause) => filled(clause, 'en'));
      expect(omittedClauses(clauses, filled(short, 'en'), 'en'), key).toEqual([]);
      const needed = mustSay.flatMap((clause) => embedsIn(clause).map((embed) => embed.key));
      for (const translation of seed.translations.filter((one) => one.key === key))
        expect(
          embedsIn(translation.short).map((embed) => embed.key),
          `${key} in ${translation.locale}`,
        ).toEqual(expect.arrayContaining(needed));
    }
  });
});
