import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeam, staff, system } from '../src/access/index.js';
import {
  createFact,
  type CurrentFactValue,
  gapsIn,
  publishFact,
  requestRetraction,
  stateFact,
  stateFormula,
  valuesOverTime,
} from '../src/knowledge/index.js';
import { readFacts } from '../src/knowledge/facts/compile-facts.js';
import { manualClock } from '../src/platform/clock.js';
import { openTestDatabase, type TestDatabase } from './support/test-database.js';

const clock = manualClock(new Date('2026-06-01T00:00:00Z'));
const editor = staff({ key: 'editor', name: 'Editor', role: 'EDITOR', team: 'cards' });
const reviewer = staff({ key: 'reviewer', name: 'Reviewer', role: 'REVIEWER', team: 'cards' });
const days = 3;
const day = (number: number) => new Date(Date.UTC(2026, 6, 1 + number));

let database: TestDatabase;
let facts = 0;

beforeAll(async () => {
  database = await openTestDatabase('empty');
  const ctx = { db: database.db, clock, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
});

afterAll(() => database.close());

/** Something that happens: a value of one of two facts, one of their values taken back, or another factor in the formula. */
type Deed =
  | { readonly kind: 'value'; readonly of: 0 | 1; readonly from: number; readonly amount: number }
  | { readonly kind: 'retraction'; readonly of: 0 | 1; readonly which: number }
  | { readonly kind: 'formula'; readonly from: number; readonly factor: number };

const which = fc.constantFrom(0 as const, 1 as const);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    arbitrary: fc.record({
      kind: fc.constant('value' as const),
      of: which,
      from: fc.nat(days - 1),
      amount: fc.nat(99),
    }),
    weight: 6,
  },
  { arbitrary: fc.record({ kind: fc.constant('retraction' as const), of: which, which: fc.nat(5) }), weight: 1 },
  {
    arbitrary: fc.record({
      kind: fc.constant('formula' as const),
      from: fc.nat(days - 1),
      factor: fc.integer({ min: 1, max: 9 }),
    }),
    weight: 1,
  },
);

/** The oracle: what a person would note in a calendar of each fact and of the formula, day by day. */
interface Notes {
  readonly amounts: readonly [readonly (Noted | null)[], readonly (Noted | null)[]];
  readonly factors: readonly (number | null)[];
}

interface Noted {
  readonly id: number;
  readonly amount: number;
}

const ctx = () => ({ db: database.db, clock, sourceLocale: 'en', gateRules: [] });

async function publishAs(statementId: number): Promise<number> {
  const outcome = await publishFact({ ...ctx(), actor: reviewer }, statementId);
  return outcome.outcome === 'published' ? outcome.valueId : 0;
}

/** A value without an end holds until the next one that was there begins; the calendar says from which day that is another. */
async function carryOut(keys: readonly [string, string, string], notes: Notes, one: Deed): Promise<Notes> {
  clock.advance(1_000);
  const by = { ...ctx(), actor: editor };
  if (one.kind === 'formula') {
    const formula = `${one.factor} * ${keys[0]} + ${keys[1]}`;
    const { statementId } = await stateFormula(by, {
      key: keys[2],
      formula,
      decimals: 0,
      rounding: 'DOWN',
      validFrom: day(one.from),
      source: 'x',
    });
    await publishAs(statementId);
    return { ...notes, factors: notes.factors.map((factor, on) => (on >= one.from ? one.factor : factor)) };
  }
  const line = notes.amounts[one.of];
  const noted = (next: readonly (Noted | null)[]): Notes => ({
    ...notes,
    amounts: one.of === 0 ? [next, notes.amounts[1]] : [notes.amounts[0], next],
  });
  if (one.kind === 'retraction') {
    const ids = [...new Set(line.flatMap((entry) => (entry ? [entry.id] : [])))];
    const id = ids[one.which % ids.length];
    if (id === undefined) return notes;
    const { statementId } = await requestRetraction(by, { value: id, reason: 'x' });
    await publishAs(statementId);
    return noted(line.map((entry) => (entry?.id === id ? null : entry)));
  }
  const stated = await stateFact(by, {
    key: keys[one.of],
    value: String(one.amount),
    validFrom: day(one.from),
    validTo: day(one.from + 1),
    source: 'x',
  });
  if (stated.outcome !== 'stated') throw new Error('a value of one day met another');
  const id = await publishAs(stated.statementId);
  return noted(line.map((entry, on) => (on === one.from ? { id, amount: one.amount } : entry)));
}

function expected({ amounts: [a, b], factors }: Notes): readonly (number | null)[] {
  return factors.map((factor, on) => {
    const [x, y] = [a[on], b[on]];
    return factor !== null && x && y ? factor * x.amount + y.amount : null;
  });
}

const amountOf = (value: CurrentFactValue) => (value.content as { readonly amount: number }).amount;

describe('the values of a derived fact', () => {
  it('are those of its formula over its inputs, on each day and as far as was known, after any deeds', async () => {
    let reckoned = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 10 }), async (deeds) => {
        facts += 1;
        const keys = [`a${facts}`, `b${facts}`, `c${facts}`] as const;
        for (const key of keys)
          await createFact({ ...ctx(), actor: editor }, { key, type: 'COUNT', name: key, ownerTeam: 'cards' });
        const nothing = Array.from({ length: days }, () => null);
        let notes: Notes = { amounts: [nothing, nothing], factors: nothing };
        const history: { readonly at: Date; readonly amounts: readonly (number | null)[] }[] = [];
        const first: Deed = { kind: 'formula', from: 0, factor: 1 };
        for (const one of [first, ...deeds]) {
          notes = await carryOut(keys, notes, one);
          history.push({ at: clock.now(), amounts: expected(notes) });
        }
        for (const { at, amounts } of history) {
          const overTime = await valuesOverTime(database.db, keys[2], at);
          for (const [on, amount] of amounts.entries()) {
            const now = (await readFacts(database.db, { validAt: day(on), knownAt: at })).get(keys[2])?.values ?? [];
            const listed = overTime.filter(
              ({ validFrom, validTo }) => validFrom <= day(on) && !(validTo && validTo <= day(on)),
            );
            expect(now.map(amountOf)).toEqual(amount === null ? [] : [amount]);
            expect(listed.map(({ id }) => id)).toEqual(now.map(({ id }) => id));
            reckoned += now.length;
          }
          const inGap = (on: number) => gapsIn(overTime).some(({ from, to }) => from <= day(on) && day(on) < to);
          const last = amounts.findLastIndex((amount) => amount !== null);
          const begin = amounts.findIndex((amount) => amount !== null);
          for (const [on, amount] of amounts.entries())
            expect(inGap(on)).toBe(amount === null && on > begin && on < last && begin >= 0);
        }
      }),
      { numRuns: 20, seed: 20261123 },
    );
    expect(reckoned).toBeGreaterThan(30);
  });
});
