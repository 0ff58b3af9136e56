import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RatedCell, ratesOf } from '../src/consistency/index.js';
import { weightedRates } from '../src/consistency/weighted-rates.js';
import { anyTable, channels } from './support/rated-tables.js';

const two = channels.slice(0, 2);
const readings = ['rate', 'strict', 'contradictionFree'] as const;
const row = (probe: string, state: RatedCell['state']): RatedCell[] =>
  two.map(({ key }, i) => ({ probe, channel: key, state: i === 0 ? 'SAME' : state, omits: false, receiptOf: null }));

describe('the same-answer rate weighted by traffic', () => {
  test('is what is asked and agrees ÷ what is asked, and as sure as that many equal questions', () => {
    const cells = [...row('fee', 'CONTRADICTS'), ...row('time', 'SAME'), ...row('place', 'SAME')];
    const weights: Readonly<Record<string, number>> = { fee: 8, time: 1, place: 1 };
    const [pairs] = weightedRates(cells, two, (probe) => weights[probe] ?? 0);
    expect(pairs?.rate.share).toBeCloseTo(0.2, 12);
    // (8 + 1 + 1)² ÷ (64 + 1 + 1)
    expect(pairs?.rate.effectiveProbes).toBeCloseTo(100 / 66, 12);
    expect(ratesOf(cells, two).sameAnswerRates[0]?.rate.share).toBeCloseTo(2 / 3, 12);
  });

  test('is null where nothing was compared', () => {
    const [pairs] = weightedRates(row('fee', 'NO_ANSWER'), two, () => 1);
    expect(pairs?.rate).toEqual({ share: null, low: null, high: null, effectiveProbes: 0 });
  });
});

describe('for any table of cells', () => {
  test('equal weights give the rates without weights, whatever the weight', () => {
    fc.assert(
      fc.property(anyTable, fc.integer({ min: 1, max: 1_000 }), (table, weight) => {
        const plain = ratesOf(table, channels).sameAnswerRates;
        const weighted = weightedRates(table, channels, () => weight);
        expect(weighted.map((one) => one.channels)).toEqual(plain.map((one) => one.channels));
        for (const [i, one] of plain.entries())
          for (const reading of readings)
            for (const end of ['share', 'low', 'high'] as const) {
              const [was, is] = [one[reading][end], weighted[i]?.[reading][end]];
              if (was === null) expect(is).toBeNull();
              else expect(is).toBeCloseTo(was, 9);
            }
      }),
    );
  });

  test('0 ≤ low ≤ share ≤ high ≤ 1, and no more questions count than were compared', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(anyTable, weights, (table, weightOf) => {
        const probes = new Set(table.map(({ probe }) => probe)).size;
        for (const rates of weightedRates(table, channels, (probe) => weightOf[Number(probe.slice(1))] ?? 1))
          for (const reading of readings) {
            const { share, low, high, effectiveProbes } = rates[reading];
            if (share === null) continue;
            const ends = [0, low ?? -1, share, high ?? 2, 1];
            expect(ends).toEqual(ends.toSorted((a, b) => a - b));
            expect(effectiveProbes).toBeLessThanOrEqual(probes + 1e-9);
            expect(effectiveProbes).toBeGreaterThanOrEqual(1 - 1e-9);
          }
      }),
    );
  });
});
