import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairRates, ratesByPart, ratesOf } from '../src/consistency/index.js';
import { anyTable, channels } from './support/rated-tables.js';

const parts = fc.array(fc.constantFrom('cards', 'loans', 'fees'), { minLength: 12, maxLength: 12 });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const readings = ['rate', 'strict', 'contradictionFree'] as const;

describe('for any table of cells', () => {
  test('what agrees and what was compared in the parts sums up to the whole, for every number of channels', () => {
    fc.assert(
      fc.property(anyTable, parts, (table, partOf) => {
        const whole = ratesOf(table, channels);
        const split = ratesByPart(table, channels, (probe) => partOf[Number(probe.slice(1))] ?? '');
        for (const [i, { channels: size, ...rates }] of whole.sameAnswerRates.entries())
          for (const reading of readings)
            for (const count of ['agreeing', 'compared'] as const)
              expect(
                sum(split.map(({ sameAnswerRates }) => sameAnswerRates[i]?.[reading][count] ?? Number.NaN)),
                `${size} ${reading} ${count}`,
              ).toBe(rates[reading][count]);
        expect(sum(split.map(({ answeredByAll }) => answeredByAll.compared))).toBe(whole.answeredByAll.compared);
        expect(sum(split.map(({ answeredByAll }) => answeredByAll.agreeing))).toBe(whole.answeredByAll.agreeing);
      }),
    );
  });

  test('the rate of pairs is the mean of the pairs that were compared, and their counts sum up to its own', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const whole = ratesOf(table, channels).sameAnswerRates[0];
        const pairs = pairRates(table, channels);
        expect(pairs).toHaveLength(10);
        for (const reading of readings) {
          const shares = pairs.flatMap((pair) => pair[reading].share ?? []);
          expect(sum(pairs.map((pair) => pair[reading].agreeing))).toBe(whole?.[reading].agreeing);
          expect(sum(pairs.map((pair) => pair[reading].compared))).toBe(whole?.[reading].compared);
          if (shares.length === 0) expect(whole?.[reading].share).toBeNull();
          else expect(sum(shares) / shares.length).toBeCloseTo(whole?.[reading].share ?? Number.NaN, 12);
        }
      }),
    );
  });
});

test('a part of which nothing was compared has no rate, and a pair that never answered the same question has none either', () => {
  const cell = (probe: string, channel: string, state: 'SAME' | 'NO_ANSWER') => ({
    probe,
    channel,
    state,
    omits: false,
    receiptOf: null,
  });
  const two = channels.slice(0, 2);
  const cells = [
    cell('q1', 'help', 'SAME'),
    cell('q1', 'webchat', 'SAME'),
    cell('q2', 'help', 'SAME'),
    cell('q2', 'webchat', 'NO_ANSWER'),
  ];
  const [first, second] = ratesByPart(cells, two, (probe) => probe);
  expect(first?.sameAnswerRates[0]?.rate).toMatchObject({ agreeing: 1, compared: 1, share: 1 });
  expect(second?.sameAnswerRates[0]?.rate).toMatchObject({ compared: 0, share: null, low: null, high: null });
  expect(pairRates(cells.slice(2), two)[0]?.rate.share).toBeNull();
});
