import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Severity } from '../src/consistency/index.js';
import { type Circumstances, weighSeverity } from '../src/consistency/severity/weigh-severity.js';

const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const;
const level = (severity: Severity) => severities.indexOf(severity);
const asked = (told: number, inGrace = false): Circumstances => ({ told, measuredBy: 'QUESTIONS', inGrace });
const delivered = (told: number, inGrace = false): Circumstances => ({ told, measuredBy: 'DELIVERIES', inGrace });
const busy = 'asked 140 times in 7 days';
const grace = 'within the 24 hours that an observed channel has to follow a publication';

describe('the severity of a finding', () => {
  it.each<[string, Severity, Circumstances, Severity, readonly string[]]>([
    ['is that of its kind where few are told', 'SEV2', asked(99), 'SEV2', []],
    ['is one level worse from 100 tellings in a week on', 'SEV2', asked(100), 'SEV1', ['asked 100 times in 7 days']],
    [
      'names customers where deliveries were counted',
      'SEV3',
      delivered(140),
      'SEV2',
      ['told to 140 customers in 7 days'],
    ],
    [
      'is one level worse, not more, however many are told',
      'SEV4',
      asked(1_000_000),
      'SEV3',
      ['asked 1000000 times in 7 days'],
    ],
    ['is never worse than SEV1', 'SEV1', asked(140), 'SEV1', [busy]],
    ['is one level better while the channel may follow', 'SEV1', asked(0, true), 'SEV2', [grace]],
    ['is never better than SEV4', 'SEV4', asked(0, true), 'SEV4', [grace]],
    [
      'is that of its kind where many are told by a channel that may follow',
      'SEV2',
      asked(140, true),
      'SEV2',
      [busy, grace],
    ],
    [
      'stays SEV1 where many are told, although the channel may follow',
      'SEV1',
      asked(140, true),
      'SEV1',
      [busy, grace],
    ],
  ])('%s', (_rule, base, circumstances, severity, reasons) => {
    expect(weighSeverity(base, circumstances)).toEqual({ severity, reasons });
  });
});

describe('for any traffic', () => {
  const anyBase = fc.constantFrom(...severities);
  const anyMeasure = fc.constantFrom('DELIVERIES' as const, 'QUESTIONS' as const);
  const around = fc.oneof(fc.nat(200), fc.nat());

  test('a severity is one of the four, at most one level from its base, and has a reason when it is another', () => {
    fc.assert(
      fc.property(anyBase, around, anyMeasure, fc.boolean(), (base, told, measuredBy, inGrace) => {
        const { severity, reasons } = weighSeverity(base, { told, measuredBy, inGrace });
        expect(severities).toContain(severity);
        expect(Math.abs(level(severity) - level(base))).toBeLessThanOrEqual(1);
        if (severity !== base) expect(reasons).not.toEqual([]);
      }),
    );
  });

  test('more told is never less severe, and grace is never more severe', () => {
    fc.assert(
      fc.property(anyBase, around, around, anyMeasure, fc.boolean(), (base, one, other, measuredBy, inGrace) => {
        const of = (told: number, grace: boolean) =>
          level(weighSeverity(base, { told, measuredBy, inGrace: grace }).severity);
        const [fewer, more] = [Math.min(one, other), Math.max(one, other)];
        expect(of(more, inGrace)).toBeLessThanOrEqual(of(fewer, inGrace));
        expect(of(one, true)).toBeGreaterThanOrEqual(of(one, false));
      }),
    );
  });

  test('what is worse by its kind is never less severe than what is better', () => {
    fc.assert(
      fc.property(around, fc.boolean(), (told, inGrace) => {
        const weighed = severities.map((base) => level(weighSeverity(base, asked(told, inGrace)).severity));
        expect(weighed).toEqual(weighed.toSorted((a, b) => a - b));
      }),
    );
  });
});
