import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeam, staff, system } from '../src/access/index.js';
import { createFact, publishFact, type Scope, scopeKey, stateFact } from '../src/knowledge/index.js';
import { manualClock } from '../src/platform/clock.js';
import { openTestDatabase, type TestDatabase } from './support/test-database.js';

const clock = manualClock(new Date('2026-06-01T00:00:00Z'));
const editor = staff({ key: 'editor', name: 'Editor', role: 'EDITOR', team: 'cards' });
const reviewer = staff({ key: 'reviewer', name: 'Reviewer', role: 'REVIEWER', team: 'cards' });
const days = 12;
const scopes: readonly Scope[] = [{}, { customer: 'business' }];
const day = (number: number) => new Date(Date.UTC(2026, 6, 1 + number));

let database: TestDatabase;
let facts = 0;

beforeAll(async () => {
  database = await openTestDatabase('empty');
  const ctx = { db: database.db, clock, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
});

afterAll(() => database.close());

/** What somebody says: this much, for them, from that day, until that day or until further notice. */
interface Statement {
  readonly scope: number;
  readonly from: number;
  readonly length: number | null;
}

const statement: fc.Arbitrary<Statement> = fc.record({
  scope: fc.nat(scopes.length - 1),
  from: fc.nat(days - 1),
  length: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null, freq: 2 }),
});

/** The oracle: for each scope the statement that holds on each day, as a person would note it in a calendar. */
type Calendar = readonly (readonly (number | null)[])[];

const empty: Calendar = scopes.map(() => Array.from({ length: days + 5 }, () => null));

/** The calendar after a statement, or null when it would run over one that begins later. */
function noted(calendar: Calendar, { scope, from, length }: Statement, number: number): Calendar | null {
  const line = calendar[scope] ?? [];
  const begins = line.findIndex((held, on) => on > from && held !== null && held !== line[on - 1]);
  const next = begins === -1 ? line.length : begins;
  const end = length === null ? next : from + length;
  if (end > next) return null;
  return calendar.map((old, i) =>
    i === scope ? old.map((held, on) => (on >= from && on < end ? number : held)) : old,
  );
}

async function say(key: string, { scope, from, length }: Statement, number: number): Promise<string> {
  clock.advance(1_000);
  const ctx = { db: database.db, clock, sourceLocale: 'en', gateRules: [] };
  const validTo = length === null ? null : day(from + length);
  const stated = await stateFact(
    { ...ctx, actor: editor },
    { key, value: String(number), scope: scopes[scope] ?? {}, validFrom: day(from), validTo, source: 'Tariff' },
  );
  if (stated.outcome === 'overlap') return 'overlap';
  return (await publishFact({ ...ctx, actor: reviewer }, stated.statementId)).outcome;
}

/** What the database says held on each day, as far as it was known; fails where two values hold at once. */
async function recorded(key: string, knownAt: Date): Promise<Calendar> {
  const rows = await database.db
    .selectFrom('fact_value')
    .innerJoin('fact', 'fact.id', 'fact_value.fact_id')
    .selectAll('fact_value')
    .where('fact.key', '=', key)
    .execute();
  const known = rows.filter(
    (row) => row.recorded_at <= knownAt && (row.retracted_at === null || row.retracted_at > knownAt),
  );
  return empty.map((line, scope) =>
    line.map((_, on) => {
      const at = day(on);
      const holding = known.filter(
        (row) =>
          row.scope_key === scopeKey(scopes[scope] ?? {}) &&
          row.valid_from <= at &&
          (row.valid_to === null || row.valid_to > at),
      );
      expect(holding.length).toBeLessThanOrEqual(1);
      const [value] = holding;
      return value ? (value.content as { amount: number }).amount : null;
    }),
  );
}

describe('the values of a fact', () => {
  it('are one or none at each moment and scope after any sequence of statements, then and in hindsight', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 8 }), async (statements) => {
        const key = `count-${(facts += 1)}`;
        await createFact(
          { db: database.db, clock, actor: editor },
          { key, type: 'COUNT', name: 'A count', ownerTeam: 'cards' },
        );
        const history: { readonly at: Date; readonly calendar: Calendar }[] = [];
        let calendar = empty;
        for (const [number, one] of statements.entries()) {
          const next = noted(calendar, one, number);
          expect(await say(key, one, number)).toBe(next ? 'published' : 'overlap');
          refused += next ? 0 : 1;
          calendar = next ?? calendar;
          history.push({ at: clock.now(), calendar });
        }
        for (const { at, calendar: then } of history) expect(await recorded(key, at)).toEqual(then);
      }),
      { numRuns: 60, seed: 20261123 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('are never doubled by people who publish at once', async () => {
    const key = `count-${(facts += 1)}`;
    await createFact(
      { db: database.db, clock, actor: editor },
      { key, type: 'COUNT', name: 'A count', ownerTeam: 'cards' },
    );
    const ctx = { db: database.db, clock, sourceLocale: 'en', gateRules: [] };
    const all = Array.from({ length: 12 }, (_, number) => ({
      key,
      value: String(number),
      validFrom: day(number % 4),
      validTo: number % 3 === 0 ? null : day((number % 4) + 2),
      source: 'Tariff',
    }));
    const stated = await Promise.all(all.map((input) => stateFact({ ...ctx, actor: editor }, input)));
    const outcomes = await Promise.all(
      stated.map((one) => (one.outcome === 'stated' ? publishFact({ ...ctx, actor: reviewer }, one.statementId) : one)),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'published').length).toBeGreaterThan(4);
    await recorded(key, new Date(clock.now().getTime() + 60_000));
  });
});
