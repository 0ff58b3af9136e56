import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount, createTeam, staff, system } from '../src/access/index.js';
import {
  addPhrasings,
  approveDraft,
  confirmRetirement,
  createAnswer,
  createFact,
  createTopic,
  draftAnswer,
  publishAnswer,
  publishFact,
  removePhrasings,
  requestReview,
  retireAnswer,
  type Scope,
  scopeKey,
  stateFact,
  writeFactContent,
} from '../src/knowledge/index.js';
import type { FactContent } from '../src/knowledge/index.js';
import { manualClock } from '../src/platform/clock.js';
import type { Database } from '../src/platform/database/database.js';
import { type LogEntry, type ReplayedAnswer, replayAnswers, replayValues, type Words } from './support/replay.js';
import { people, startTestService, type TestService } from './support/test-service.js';
import { translated } from './support/translating.js';

const day = 86_400_000;
const firstDay = Date.parse('2026-01-01T09:00:00Z');
const clock = manualClock(new Date(firstDay));
const author = { key: 'editor', name: 'Editor', role: 'EDITOR', team: 'cards' } as const;
const checker = { key: 'reviewer', name: 'Reviewer', role: 'REVIEWER', team: 'cards' } as const;
const answers = Array.from({ length: 10 }, (_, i) => `answer-${i}`);
const facts = Array.from({ length: 6 }, (_, i) => `fact.${i}`);
const scopes: readonly Scope[] = [{}, { customer: 'business' }];
const locales = ['en', 'de', 'es'] as const;

/** A whole number below `limit` from a fixed sequence, so that a run that fails fails again. */
const random = (() => {
  let state = 20_261_123;
  return (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
})();
const oneOf = <T>(list: readonly T[]): T => list[random(list.length)] as T;

let service: TestService;
let editor: string;
const log: LogEntry[] = [];

beforeAll(async () => {
  service = await startTestService('empty', { clock, environment: { ROLES: 'api' } });
  const ctx = { db: service.app.db, clock, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
  for (const person of [author, checker])
    await createAccount(ctx, { ...person, email: `${person.key}@larkhaven.example` });
  await createTopic(ctx, {
    key: 'cards',
    name: 'Cards',
    parentKey: null,
    ownerTeam: 'cards',
    authorityTeam: 'cards',
    demandClass: 'SELF_SERVE',
    serviceLevelHours: 8,
  });
  for (const key of facts) await createFact(ctx, { key, type: 'TEXT', name: key, ownerTeam: 'cards' });
  for (const [i, key] of answers.entries())
    await createAnswer(ctx, {
      key,
      topic: 'cards',
      audience: 'PUBLIC',
      scope: scopes[i % 2] ?? {},
      mustSay: [],
      related: [],
    });
  // Every fact has a first value, so that every answer can be shown at every moment.
  for (const fact of facts) {
    clock.advance(1_000);
    await doValue(fact, {}, new Date(0), null);
  }
  for (let edit = 0; edit < 220; edit += 1) {
    clock.advance(1 + random(day * 2));
    await oneOf(deeds)();
  }
  clock.advance(day);
  await service.app.services.snapshots.refresh();
  editor = await service.signIn(author.key);
}, 60_000);

afterAll(() => service.close());

let count = 0;

function newWords(fact: string): Words {
  count += 1;
  return { question: `Question ${count}?`, title: `Title ${count}`, short: `Short ${count}: {{fact:${fact}}}.` };
}

const actors = () => {
  const ctx = { db: service.app.db, clock, sourceLocale: 'en', markdownProblems: () => [], gateRules: [] };
  return { editor: { ...ctx, actor: staff(author) }, reviewer: { ...ctx, actor: staff(checker) } };
};

const isKnown = (answer: string) => log.some((entry) => entry.kind === 'version' && entry.answer === answer);
const isRetired = (answer: string) => log.some((entry) => entry.kind === 'retirement' && entry.answer === answer);
/** A moment within 60 days around now. */
const someTime = () => new Date(clock.now().getTime() + (random(120) - 60) * day);

const deeds = [
  doVersion,
  doVersion,
  doVersion,
  doTranslation,
  doPhrasings,
  doPhrasings,
  doSomeValue,
  doSomeValue,
  doRetire,
];

async function doVersion(): Promise<void> {
  const key = oneOf(answers);
  if (isRetired(key)) return;
  const { editor: by, reviewer } = actors();
  const words = newWords(oneOf(facts));
  const moment = clock.now();
  const [planned, end] = [random(4) === 0 ? someTime() : null, random(6) === 0 ? random(90) + 61 : null];
  const to = end === null ? null : new Date(moment.getTime() + end * day);
  const major = random(2) === 0;
  const significance = major ? 'MAJOR' : 'MINOR';
  await draftAnswer(by, { key, ...words, body: words.short, significance, effectiveFrom: planned, effectiveTo: to });
  await requestReview(by, { key, expectedEdit: 1 });
  await approveDraft(reviewer, { key, expectedEdit: 2 });
  const outcome = await publishAnswer(reviewer, { key, expectedEdit: 3 });
  expect(outcome).toMatchObject({ outcome: 'published' });
  const from = planned && planned > moment ? planned : moment;
  log.push({ kind: 'version', moment, answer: key, words, from, to, major });
}

async function doTranslation(): Promise<void> {
  const [key, locale] = [oneOf(answers), oneOf(['de', 'es'])];
  if (!isKnown(key) || isRetired(key)) return;
  const source = log.findLast((entry) => entry.kind === 'version' && entry.answer === key);
  const fact = source?.kind === 'version' ? (/fact:([a-z0-9.]+)/.exec(source.words.short)?.[1] ?? '') : '';
  const words = newWords(fact);
  const { editor: by, reviewer } = actors();
  await translated(by, reviewer, { key, locale, ...words, body: words.short });
  log.push({ kind: 'translation', moment: clock.now(), answer: key, locale, words });
}

async function doPhrasings(): Promise<void> {
  const [answer, locale, text] = [oneOf(answers), oneOf(locales), `phrasing ${random(3)}`];
  if (isRetired(answer)) return;
  const last = log.findLast(
    (entry) =>
      entry.kind.startsWith('phrasing') &&
      'text' in entry &&
      entry.answer === answer &&
      entry.locale === locale &&
      entry.text === text,
  );
  const isThere = last?.kind === 'phrasing added';
  await (isThere ? removePhrasings : addPhrasings)(actors().editor, { key: answer, locale, texts: [text] });
  log.push({ kind: isThere ? 'phrasing removed' : 'phrasing added', moment: clock.now(), answer, locale, text });
}

function doSomeValue(): Promise<void> {
  const from = someTime();
  const to = random(3) === 0 ? new Date(from.getTime() + (1 + random(40)) * day) : null;
  return doValue(oneOf(facts), oneOf(scopes), from, to);
}

async function doValue(fact: string, scope: Scope, from: Date, to: Date | null): Promise<void> {
  count += 1;
  const value = `value ${count}`;
  const { editor: by, reviewer } = actors();
  const input = { key: fact, value, scope, validFrom: from, validTo: to, source: 'Tariff' };
  const stated = await stateFact(by, input);
  if (stated.outcome !== 'stated') return;
  const outcome = await publishFact(reviewer, stated.statementId);
  expect(outcome).toMatchObject({ outcome: 'published' });
  log.push({ kind: 'value', moment: clock.now(), fact, scope: scopeKey(scope), value, from, to });
}

async function doRetire(): Promise<void> {
  const key = oneOf(answers);
  if (random(4) > 0 || !isKnown(key) || isRetired(key)) return;
  const { id } = await retireAnswer(actors().editor, { key, redirectTo: null, reason: 'It is over.' });
  await confirmRetirement(actors().reviewer, { key, id });
  log.push({ kind: 'retirement', moment: clock.now(), answer: key });
}

interface Reply {
  readonly answers: {
    readonly nodes: readonly {
      readonly key: string;
      readonly question: string;
      readonly title: string;
      readonly locales: readonly string[];
      readonly phrasings: readonly string[];
      readonly version: { readonly number: number } & Words;
      readonly rendition?: { readonly isOutdated: boolean; readonly short: string };
    }[];
  };
  readonly facts: readonly {
    readonly key: string;
    readonly general: { readonly written: string } | null;
    readonly business: { readonly written: string } | null;
  }[];
}

const query = `
  query ($asOf: AsOfInput, $locale: Locale, $rendered: Boolean!, $after: String) {
    answers(first: 100, after: $after, asOf: $asOf, locale: $locale) {
      pageInfo { hasNextPage endCursor }
      nodes { key question title locales phrasings version { number question title short } rendition @include(if: $rendered) { isOutdated short } }
    }
    facts(asOf: $asOf) {
      key
      general: value { written }
      business: value(scope: [{ dimension: "customer", value: "business" }]) { written }
    }
  }`;

interface Page extends Reply {
  readonly answers: Reply['answers'] & {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

interface Instants {
  readonly validAt: Date;
  readonly knownAt: Date;
}

/** What the API says of two instants, page by page. */
async function told(of: TestService, token: string, asOf: Instants, locale: string, rendered: boolean): Promise<Reply> {
  const nodes: Reply['answers']['nodes'][number][] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors }: { data: Page; errors?: unknown } = await of.graphql<Page>(
      query,
      { asOf, locale, rendered, after },
      token,
    );
    expect(errors).toBeUndefined();
    nodes.push(...data.answers.nodes);
    if (!data.answers.pageInfo.hasNextPage) return { ...data, answers: { nodes } };
    after = data.answers.pageInfo.endCursor;
  }
}

/** The replay's answers as the API shows them; `values` are written into the short form where it is rendered. */
function shown(
  replayed: readonly ReplayedAnswer[],
  values: ReadonlyMap<string, string> | null,
): Reply['answers']['nodes'] {
  return replayed.map(({ key, version, source, locales: published, served, phrasings, isOutdated }) => ({
    key,
    question: served.question,
    title: served.title,
    locales: published,
    phrasings,
    version: { number: version, question: source.question, title: source.title, short: source.short },
    ...(values ? { rendition: { isOutdated, short: filled(served.short, key, values) } } : {}),
  }));
}

/** Every second answer is for businesses, whose values come first for it. */
function filled(short: string, key: string, values: ReadonlyMap<string, string>): string {
  const scope = scopeKey(scopes[answers.indexOf(key) % 2] ?? {});
  return short.replace(/\{\{fact:([a-z0-9.]+)\}\}/g, (_, fact: string) =>
    String(values.get(`${fact} ${scope}`) ?? values.get(`${fact} `)),
  );
}

function ordered(nodes: Reply['answers']['nodes']): Reply['answers']['nodes'] {
  return nodes.map((node) => ({ ...node, locales: [...node.locales].sort(), phrasings: [...node.phrasings].sort() }));
}

describe('the state as of any two instants', () => {
  it('is what a replay of everything that was done gives: answers, versions, phrasings, translations and values', async () => {
    expect(new Set(log.map(({ kind }) => kind)).size).toBe(6);
    const span = Math.floor((clock.now().getTime() - firstDay) / 60_000);
    const minute = fc.integer({ min: -day / 60_000, max: span + 60 * (day / 60_000) });
    const moments = log.map(({ moment }) => moment.getTime());
    const instant = fc.oneof(
      { weight: 3, arbitrary: minute.map((at) => firstDay + at * 60_000) },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom(...moments), fc.constantFrom(-1, 0, 1)).map(([at, by]) => at + by),
      },
    );
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(instant, instant, fc.constantFrom(...locales), async (valid, known, locale) => {
        const at = { validAt: new Date(valid), knownAt: new Date(known) };
        const values = replayValues(log, at);
        const reply = await told(service, editor, at, locale, true);
        expect(ordered(reply.answers.nodes)).toEqual(shown(replayAnswers(log, at, locale), values));
        for (const fact of reply.facts) {
          const general = values.get(`${fact.key} `) ?? null;
          expect(fact.general?.written ?? null).toBe(general);
          expect(fact.business?.written ?? null).toBe(values.get(`${fact.key} customer=business`) ?? general);
        }
        seen += reply.answers.nodes.length;
      }),
      { numRuns: 1_000, seed: 20261123 },
    );
    expect(seen).toBeGreaterThan(2_000);
  }, 60_000);
});

describe('the demo bank as of any two instants', () => {
  it('is what a replay of its rows gives', async () => {
    const demo = await startTestService();
    try {
      const [rows, token] = [await logOf(demo.app.db), await demo.signIn(people.editor)];
      const values = await valuesOf(demo.app.db);
      const [first, last] = [Number(rows[0]?.moment), Number(rows.at(-1)?.moment)];
      const instant = fc.integer({ min: first - day, max: last + 90 * day }).map((at) => new Date(at));
      await fc.assert(
        fc.asyncProperty(instant, instant, fc.constantFrom('en', 'de', 'ar'), async (validAt, knownAt, locale) => {
          const at = { validAt, knownAt };
          const reply = await told(demo, token, at, locale, false);
          expect(ordered(reply.answers.nodes)).toEqual(shown(replayAnswers(rows, at, locale), null));
          for (const { key, general } of reply.facts)
            if (values.has(key)) expect(general?.written ?? null, key).toBe(valueAt(values.get(key) ?? [], at));
        }),
        { numRuns: 100, seed: 20261123 },
      );
    } finally {
      await demo.close();
    }
  }, 60_000);
});

/** The log of a bank that others filled, from the rows themselves. */
async function logOf(db: Database): Promise<readonly LogEntry[]> {
  const keys = new Map((await db.selectFrom('answer').select(['id', 'key']).execute()).map((row) => [row.id, row.key]));
  const of = (row: { readonly answer_id: number }) => keys.get(row.answer_id) ?? '';
  const entries: LogEntry[] = [];
  for (const row of await db.selectFrom('answer_version').selectAll().execute())
    entries.push({
      kind: 'version',
      moment: row.recorded_at,
      answer: of(row),
      words: { question: row.question, title: row.title, short: row.short },
      from: row.effective_from,
      to: row.effective_to,
      major: row.significance === 'MAJOR',
    });
  for (const row of await db.selectFrom('translation').selectAll().execute())
    entries.push({ kind: 'translation', moment: row.recorded_at, answer: of(row), locale: row.locale, words: row });
  for (const row of await db.selectFrom('phrasing').selectAll().execute()) {
    const phrasing = { answer: of(row), locale: row.locale, text: row.text };
    entries.push({ kind: 'phrasing added', moment: row.added_at, ...phrasing });
    if (row.removed_at) entries.push({ kind: 'phrasing removed', moment: row.removed_at, ...phrasing });
  }
  return entries.sort((a, b) => Number(a.moment) - Number(b.moment));
}

interface StoredValue {
  readonly written: string;
  readonly from: Date;
  readonly to: Date | null;
  readonly recordedAt: Date;
  readonly retractedAt: Date | null;
}

/** The stored values of each fact that hold for everyone. */
async function valuesOf(db: Database): Promise<ReadonlyMap<string, readonly StoredValue[]>> {
  const rows = await db
    .selectFrom('fact_value')
    .innerJoin('fact', 'fact.id', 'fact_value.fact_id')
    .selectAll('fact_value')
    .select('fact.key')
    .where('scope_key', '=', '')
    .execute();
  const values = rows.map((row) => ({
    key: row.key,
    written: writeFactContent(row.content as FactContent),
    from: row.valid_from,
    to: row.valid_to,
    recordedAt: row.recorded_at,
    retractedAt: row.retracted_at,
  }));
  return Map.groupBy(values, ({ key }) => key);
}

function valueAt(values: readonly StoredValue[], { validAt, knownAt }: Instants): string | null {
  const held = values.filter(
    (value) =>
      value.recordedAt <= knownAt &&
      (value.retractedAt === null || value.retractedAt > knownAt) &&
      value.from <= validAt &&
      (value.to === null || value.to > validAt),
  );
  expect(held.length).toBeLessThanOrEqual(1);
  return held[0]?.written ?? null;
}
