import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RatedCell, type RatedChannel, rateOf, ratesOf } from '../src/consistency/index.js';
import { anyTable, channels, governed } from './support/rated-tables.js';

const letters: Readonly<Record<string, RatedCell['state']>> = {
  s: 'SAME',
  c: 'CONTRADICTS',
  i: 'INCOMPLETE',
  e: 'EXTRA',
  u: 'UNRELATED',
  '-': 'NO_ANSWER',
  '!': 'ERROR',
  '.': 'NOT_APPLICABLE',
  x: 'STALE_PROBE',
};

/** A table as one writes it on paper: a row a probe, a letter a channel; "o" = incomplete, and a must-say clause is among what is missing. */
function cells(among: readonly RatedChannel[], ...rows: readonly string[]): RatedCell[] {
  return rows.flatMap((row, probe) =>
    among.map(({ key, mode }, i) => ({
      probe: `q${probe}`,
      channel: key,
      state: letters[row[i] ?? ''] ?? 'INCOMPLETE',
      omits: row[i] === 'o',
      receiptOf: mode === 'GOVERNED' ? `q${probe}@1` : null,
    })),
  );
}

const share = (of: { readonly share: number | null } | undefined) => of?.share;

describe('the same-answer rate', () => {
  test('of pairs is the mean of the pairs, each over the probes that both answered', () => {
    const { sameAnswerRates } = ratesOf(cells(governed, 'ssc', 'ss-', 's-s', 'sss'), governed);
    // help–webchat 3 of 3; help–email 2 of 3; webchat–email 1 of 2.
    expect(share(sameAnswerRates[0]?.rate)).toBeCloseTo((1 + 2 / 3 + 1 / 2) / 3, 12);
    expect(sameAnswerRates[0]?.rate).toMatchObject({ agreeing: 6, compared: 8 });
    // All three answered two probes and agree on one.
    expect(sameAnswerRates[1]).toMatchObject({ channels: 3, rate: { agreeing: 1, compared: 2, share: 0.5 } });
  });

  test('counts what is incomplete or extra as the same, unless a must-say clause is omitted; strictly neither is', () => {
    const { sameAnswerRates } = ratesOf(
      cells(governed.slice(0, 2), 'si', 'se', 'so', 'su', 'sc', 'ss'),
      governed.slice(0, 2),
    );
    expect(sameAnswerRates).toHaveLength(1);
    expect(sameAnswerRates[0]?.rate).toMatchObject({ agreeing: 3, compared: 6 });
    expect(sameAnswerRates[0]?.strict).toMatchObject({ agreeing: 1, compared: 6 });
    expect(sameAnswerRates[0]?.contradictionFree).toMatchObject({ agreeing: 5, compared: 6 });
  });

  test('is given for 2, 3, 4 and all channels', () => {
    expect(ratesOf(cells(channels, 'sssss'), channels).sameAnswerRates.map(({ channels: k }) => k)).toEqual([
      2, 3, 4, 5,
    ]);
    expect(
      ratesOf(cells(channels.slice(0, 4), 'ssss'), channels.slice(0, 4)).sameAnswerRates.map(({ channels: k }) => k),
    ).toEqual([2, 3, 4]);
    expect(ratesOf([], channels.slice(0, 1)).sameAnswerRates).toEqual([]);
  });

  test('leaves a pair that has no probe in common out instead of calling it agreement', () => {
    const { sameAnswerRates } = ratesOf(cells(governed, 's-c', 's-s'), governed);
    expect(sameAnswerRates[0]?.rate).toMatchObject({ agreeing: 1, compared: 2, share: 0.5 });
    expect(sameAnswerRates[1]?.rate).toEqual({ agreeing: 0, compared: 0, share: null, low: null, high: null });
  });
});

describe('beside it', () => {
  test('answered by all counts every probe and merges no wrong channel with a silent one', () => {
    const { answeredByAll, byChannel } = ratesOf(cells(governed, 'sss', 'scs', 's-s', 's!s', 's.s'), governed);
    expect(answeredByAll).toMatchObject({ agreeing: 2, compared: 5 });
    expect(byChannel[1]).toMatchObject({
      channel: 'webchat',
      rate: { agreeing: 1, compared: 2 },
      silent: 1,
      failed: 1,
    });
  });

  test('by construction asks the receipts of the governed channels, by observation their texts', () => {
    const table = cells(channels, 'sss.c', 'ssc..', 'ss-..').map((cell) =>
      cell.probe === 'q0' && cell.channel === 'email' ? { ...cell, receiptOf: 'q0@0' } : cell,
    );
    const { byConstruction, byObservation } = ratesOf(table, channels);
    expect(byConstruction).toMatchObject({ agreeing: 1, compared: 2 });
    expect(byObservation).toMatchObject({ agreeing: 1, compared: 2 });
  });

  test('a channel without a receipt agrees with nobody by construction', () => {
    const table = cells(governed, 'sss').map((cell) => ({ ...cell, receiptOf: null }));
    expect(ratesOf(table, governed).byConstruction).toMatchObject({ agreeing: 0, compared: 1 });
  });

  test('a probe whose own answer is gone counts nowhere', () => {
    expect(ratesOf(cells(governed, 'sss', 'xxx'), governed)).toEqual(ratesOf(cells(governed, 'sss'), governed));
  });
});

describe('the interval', () => {
  test('is Wilson’s: 8 of 10 lies between 49.0 % and 94.3 %', () => {
    const { low, high } = rateOf(8, 10);
    expect(low).toBeCloseTo(0.4901625, 6);
    expect(high).toBeCloseTo(0.9433178, 6);
  });

  test('of a perfect score does not pretend to be sure: 10 of 10 begins at 72.2 %', () => {
    expect(rateOf(10, 10)).toMatchObject({ share: 1, high: 1 });
    expect(rateOf(10, 10).low).toBeCloseTo(0.7224672, 6);
  });

  test('does not shrink because the same probes are seen in many subsets of channels', () => {
    const one = ratesOf(cells(channels.slice(0, 2), 'ss', 'sc'), channels.slice(0, 2)).sameAnswerRates[0]?.rate;
    const five = ratesOf(cells(channels, 'sssss', 'ccccc'), channels).sameAnswerRates[0]?.rate;
    expect(five).toMatchObject({ share: 0.5, low: one?.low, high: one?.high });
  });
});

describe('for any table of cells', () => {
  test('strict ≤ rate ≤ contradiction-free, each between the ends of its interval', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        for (const { rate, strict, contradictionFree } of ratesOf(table, channels).sameAnswerRates) {
          expect(strict.share ?? 0).toBeLessThanOrEqual(rate.share ?? 0);
          expect(rate.share ?? 0).toBeLessThanOrEqual(contradictionFree.share ?? 0);
          for (const { low, share: value, high } of [rate, strict, contradictionFree]) {
            expect([low, value, high].filter((end) => end === null)).toHaveLength(value === null ? 3 : 0);
            if (value !== null) expect((low ?? 1) <= value + 1e-12 && value <= (high ?? 0) + 1e-12).toBe(true);
          }
        }
      }),
    );
  });

  test('the order of the rows and of the channels changes nothing', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const turned = ratesOf([...table].reverse(), [...channels].reverse());
        const straight = ratesOf(table, channels);
        turned.sameAnswerRates.forEach(({ rate }, i) => {
          expect(rate.share === null).toBe(straight.sameAnswerRates[i]?.rate.share === null);
          expect(rate.share ?? 0).toBeCloseTo(straight.sameAnswerRates[i]?.rate.share ?? 0, 10);
        });
        expect(turned.answeredByAll).toEqual(straight.answeredByAll);
        expect(turned.byConstruction).toEqual(straight.byConstruction);
      }),
    );
  });

  test('correcting one wrong answer never lowers a rate', () => {
    fc.assert(
      fc.property(anyTable, fc.nat(), (table, at) => {
        const wrong = table.filter(({ state }) => state === 'CONTRADICTS' || state === 'UNRELATED');
        const chosen = wrong[at % Math.max(1, wrong.length)];
        fc.pre(chosen !== undefined);
        const mended = table.map(
          (cell): RatedCell => (cell === chosen ? { ...cell, state: 'SAME', omits: false } : cell),
        );
        const [before, after] = [ratesOf(table, channels), ratesOf(mended, channels)];
        before.sameAnswerRates.forEach(({ rate }, i) => {
          expect(after.sameAnswerRates[i]?.rate.share ?? 0).toBeGreaterThanOrEqual((rate.share ?? 0) - 1e-12);
        });
      }),
    );
  });
});
