import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeam, staff, system } from '../src/access/index.js';
import { advanceSnapshot } from '../src/knowledge/advance-snapshot.js';
import { readSnapshot } from '../src/knowledge/compile-snapshot.js';
import {
  addNegatives,
  addPhrasings,
  answersShowing,
  approveDraft,
  confirmRetirement,
  createAnswer,
  createFact,
  createTopic,
  draftAnswer,
  publishAnswer,
  publishFact,
  removeNegatives,
  removePhrasings,
  requestRetraction,
  requestReview,
  retireAnswer,
  type Snapshot,
  stateFact,
  stateFormula,
  strikeDate,
} from '../src/knowledge/index.js';
import { type Instants, latestSwitch } from '../src/knowledge/snapshot.store.js';
import { manualClock } from '../src/platform/clock.js';
import { openTestDatabase, type TestDatabase } from './support/test-database.js';
import { translated } from './support/translating.js';

const day = 86_400_000;
const clock = manualClock(new Date('2026-01-01T09:00:00Z'));
const sourceLocale = 'en';
let database: TestDatabase;
let world = 0;

beforeAll(async () => {
  database = await openTestDatabase('empty');
  const ctx = { db: database.db, clock, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
  await openTopic('cards');
});

afterAll(() => database.close());

function openTopic(key: string): Promise<unknown> {
  const teams = { ownerTeam: 'cards', authorityTeam: 'cards' };
  const topic = { key, name: key, parentKey: null, demandClass: 'SELF_SERVE', serviceLevelHours: 8, ...teams } as const;
  return createTopic({ db: database.db, clock, actor: system }, topic);
}

function people() {
  const ctx = { db: database.db, clock, sourceLocale, markdownProblems: () => [], gateRules: [] };
  const as = (role: 'EDITOR' | 'REVIEWER') => staff({ key: role, name: role, role, team: 'cards' });
  return { editor: { ...ctx, actor: as('EDITOR') }, reviewer: { ...ctx, actor: as('REVIEWER') } };
}

/** The body last published of each answer: a translation is refused unless it shows the facts of its source. */
const published = new Map<string, string>();

/** One thing that somebody does; `which` chooses the answer or fact, `days` when it takes effect. */
const deeds = {
  version: async ({ answer, days, length, n }: Choice) => {
    const { editor, reviewer } = people();
    const from = days > 0 ? new Date(clock.now().getTime() + days * day) : null;
    const to = length > 0 ? new Date((from ?? clock.now()).getTime() + length * day) : null;
    const words = {
      question: `Question ${n}?`,
      title: `Title ${n}`,
      body: `Body {{fact:${factOf(n)}}}.`,
      short: 'Short.',
    };
    const significance = n % 2 ? 'MAJOR' : 'MINOR';
    await draftAnswer(editor, { key: answer, ...words, significance, effectiveFrom: from, effectiveTo: to });
    await requestReview(editor, { key: answer, expectedEdit: 1 });
    await approveDraft(reviewer, { key: answer, expectedEdit: 2 });
    await publishAnswer(reviewer, { key: answer, expectedEdit: 3 });
    published.set(answer, words.body);
  },
  translation: async ({ answer, locale, n }: Choice) => {
    const body = published.get(answer) ?? 'Body.';
    const { editor, reviewer } = people();
    await translated(editor, reviewer, { key: answer, locale, question: 'Q?', title: `T${n}`, body, short: 'S.' });
  },
  phrasing: ({ answer, locale, n }: Choice) =>
    addPhrasings(people().editor, { key: answer, locale, texts: [`phrasing ${n % 3}`] }),
  'phrasing removed': ({ answer, locale, n }: Choice) =>
    removePhrasings(people().editor, { key: answer, locale, texts: [`phrasing ${n % 3}`] }),
  negative: ({ answer, locale, n }: Choice) =>
    addNegatives(people().editor, { key: answer, locale, texts: [`negative ${n % 3}`] }),
  'negative removed': ({ answer, locale, n }: Choice) =>
    removeNegatives(people().editor, { key: answer, locale, texts: [`negative ${n % 3}`] }),
  retirement: async ({ answer, other }: Choice) => {
    const { id } = await retireAnswer(people().editor, { key: answer, redirectTo: other, reason: 'It is over.' });
    await confirmRetirement(people().reviewer, { key: answer, id });
  },
  value: async ({ fact, days, length, n }: Choice) => {
    const from = new Date(clock.now().getTime() + days * day);
    const validTo = length > 0 ? new Date(from.getTime() + length * day) : null;
    const scope = n % 3 === 0 ? { customer: 'business' } : {};
    const stated = await stateFact(people().editor, {
      key: fact,
      value: `${n}`,
      scope,
      validFrom: from,
      validTo,
      source: 'Tariff',
    });
    if (stated.outcome === 'stated') await publishFact(people().reviewer, stated.statementId);
  },
  retraction: async () => {
    const { rows } = {
      rows: await database.db
        .selectFrom('fact_value')
        .select('id')
        .where('retracted_at', 'is', null)
        .where('continues', 'is', null)
        .orderBy('id', 'desc')
        .limit(1)
        .execute(),
    };
    if (!rows[0]) return;
    const { statementId } = await requestRetraction(people().editor, { value: rows[0].id, reason: 'It never held.' });
    await publishFact(people().reviewer, statementId);
  },
  formula: async ({ n, days }: Choice) => {
    const formula = `${1 + (n % 5)} * ${factOf(0).replaceAll(/[.-]/g, '_')}`;
    const input = { key: derived(), formula, decimals: 0, rounding: 'HALF_UP', source: 'Tariff' } as const;
    const validFrom = days > 0 ? new Date(clock.now().getTime() + days * day) : null;
    const { statementId } = await stateFormula(people().editor, { ...input, validFrom });
    await publishFact(people().reviewer, statementId);
  },
  'new fact': ({ n }: Choice) =>
    createFact(people().editor, { key: `w${world}.extra-${n}`, type: 'COUNT', name: 'Extra', ownerTeam: 'cards' }),
  'new topic': ({ n }: Choice) => openTopic(`topic-${world}-${n}`),
  'time passes': async ({ days }: Choice) => clock.advance(Math.max(days, 0) * day),
} as const;

type Deed = keyof typeof deeds;

interface Choice {
  readonly answer: string;
  readonly other: string | null;
  readonly fact: string;
  readonly locale: string;
  readonly days: number;
  readonly length: number;
  readonly n: number;
}

const answerOf = (n: number) => `w${world}-answer-${n}`;
const factOf = (n: number) => `w${world}.fact-${n % 3}`;
const derived = () => `w${world}.derived`;

const steps = fc.array(
  fc.record({
    deed: fc.constantFrom<Deed>(...(Object.keys(deeds) as Deed[]), 'version', 'version', 'value', 'time passes'),
    answer: fc.nat(3),
    other: fc.option(fc.nat(3)),
    locale: fc.constantFrom('de', 'es', 'en'),
    days: fc.integer({ min: -20, max: 40 }),
    length: fc.constantFrom(0, 0, 5, 60),
    n: fc.nat(1_000),
  }),
  { minLength: 8, maxLength: 16 },
);

/** Answers with a version each and facts with a value each, of their own for every history. */
async function openWorld(): Promise<void> {
  world += 1;
  const { editor } = people();
  for (let n = 0; n < 3; n += 1)
    await createFact(editor, { key: factOf(n), type: 'COUNT', name: 'Fact', ownerTeam: 'cards' });
  await createFact(editor, { key: derived(), type: 'COUNT', name: 'Derived', ownerTeam: 'cards' });
  for (let n = 0; n < 3; n += 1) await deeds.value({ ...still, fact: factOf(n), days: -300, n: 1 });
  for (let n = 0; n < 4; n += 1)
    await createAnswer(editor, {
      key: answerOf(n),
      topic: 'cards',
      audience: 'PUBLIC',
      scope: {},
      mustSay: [],
      related: [],
    });
  for (let n = 0; n < 2; n += 1) await deeds.version({ ...still, answer: answerOf(n) });
}

const still: Choice = { answer: '', other: null, fact: '', locale: 'de', days: 0, length: 0, n: 1 };

/** What somebody may not do (translate what is not published, retire twice) is refused, and leaves everything as it was. */
async function attempt(step: typeof steps extends fc.Arbitrary<readonly (infer S)[]> ? S : never): Promise<boolean> {
  const { deed, answer, other, ...rest } = step;
  clock.advance(1 + rest.n);
  const choice = {
    ...rest,
    answer: answerOf(answer),
    other: other === null ? null : answerOf(other),
    fact: factOf(rest.n),
  };
  return deeds[deed](choice).then(
    () => true,
    (error: { code?: string }) => {
      if (error.code) return false;
      throw error;
    },
  );
}

async function newest(): Promise<{
  readonly at: Instants;
  readonly naming: { readonly sequence: number; readonly sourceLocale: string };
}> {
  const { moment, sequence } = (await latestSwitch(database.db)) ?? { moment: new Date(0), sequence: 0 };
  return { at: { validAt: moment, knownAt: moment }, naming: { sequence, sourceLocale } };
}

/** Equal in content and in order, which the API shows. */
function expectEqual(advanced: Snapshot, full: Snapshot): void {
  expect(advanced).toStrictEqual(full);
  for (const part of ['answers', 'retired', 'facts', 'topics'] as const)
    expect([...advanced[part].keys()]).toEqual([...full[part].keys()]);
}

/** What did not change is the same object as before. */
function expectKept(before: Snapshot, after: Snapshot, full: Snapshot): void {
  for (const part of ['answers', 'facts'] as const)
    for (const [key, value] of before[part])
      if (JSON.stringify([...entriesOf(full[part].get(key))]) === JSON.stringify([...entriesOf(value)]))
        expect(after[part].get(key)).toBe(value);
}

function entriesOf(value: object | undefined): readonly unknown[] {
  return Object.entries(value ?? {}).map(([name, part]) => [name, part instanceof Map ? [...part] : part]);
}

describe('the published state that is advanced from one switch to the next', () => {
  const tally = new Map<string, number>();

  it('is the state that a full read gives, after every switch, and what did not change stays the same object', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        await openWorld();
        const begun = await newest();
        let current = await readSnapshot(database.db, begun.at, begun.naming);
        const first = current;
        for (const step of history) {
          if (await attempt(step)) tally.set(step.deed, (tally.get(step.deed) ?? 0) + 1);
          if (await strikeDate({ db: database.db, clock }, current))
            tally.set('struck', (tally.get('struck') ?? 0) + 1);
          const { at, naming } = await newest();
          const full = await readSnapshot(database.db, at, naming);
          const next = await advanceSnapshot(database.db, current, at, naming);
          expectEqual(next, full);
          expectKept(current, next, full);
          for (const fact of full.facts.keys())
            expect(answersShowing(next, fact).map(({ key }) => key)).toEqual(
              answersShowing(full, fact).map(({ key }) => key),
            );
          current = next;
        }
        const { at, naming } = await newest();
        expectEqual(await advanceSnapshot(database.db, first, at, naming), current);
      }),
      { numRuns: 14, seed: 20_261_123 },
    );
    // Vacuous unless every kind of deed succeeded, and dates struck.
    for (const deed of [...Object.keys(deeds), 'struck']) expect(tally.get(deed) ?? 0, deed).toBeGreaterThan(0);
  }, 120_000);

  it('can be taken to any two instants, later and earlier', async () => {
    const { at, naming } = await newest();
    const current = await readSnapshot(database.db, at, naming);
    const span = at.knownAt.getTime() - Date.parse('2026-01-01T00:00:00Z');
    const instant = fc.nat(1_000).map((share) => new Date(at.knownAt.getTime() - Math.round((span * share) / 1_000)));
    const validAt = fc
      .nat(1_200)
      .map((share) => new Date(at.knownAt.getTime() + 60 * day - Math.round((span * share) / 1_000)));
    await fc.assert(
      fc.asyncProperty(
        fc.record({ validAt, knownAt: instant }),
        fc.record({ validAt, knownAt: instant }),
        async (a, b) => {
          const there = await advanceSnapshot(database.db, current, a, naming);
          expectEqual(there, await readSnapshot(database.db, a, naming));
          expectEqual(await advanceSnapshot(database.db, there, b, naming), await readSnapshot(database.db, b, naming));
        },
      ),
      { numRuns: 30, seed: 20_261_123 },
    );
  }, 60_000);
});
