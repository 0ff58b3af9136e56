import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../src/platform/clock.js';
import { codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-12-01T12:00:00Z'));
const business = [{ dimension: 'customer', value: 'business' }];
let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService('demo', { clock });
  desks = openDesks(service);
});

afterAll(() => service.close());

let counter = 0;

async function newFact(): Promise<string> {
  counter += 1;
  const key = `chalk.${counter}`;
  const token = await desks.token(people.editor);
  await service.graphql(
    `mutation { createFact(input: { key: "${key}", type: MONEY, name: "Chalk", ownerTeam: "cards" }) }`,
    {},
    token,
  );
  return key;
}

/** States and publishes a value, and lets a minute go by. */
async function value(key: string, written: string, from: string, to: string | null = null, scope: object[] = []) {
  const input = { key, value: written, source: 'Tariff', validFrom: day(from), validTo: to && day(to), scope };
  const outcome = await desks.value(input);
  clock.advance(60_000);
  return outcome.value;
}

const day = (date: string) => `${date}T00:00:00.000Z`;

interface View {
  readonly value: { readonly id: string; readonly written: string } | null;
  readonly values: readonly { readonly written: string; readonly validFrom: string; readonly validTo: string | null }[];
  readonly gaps: readonly { readonly from: string; readonly to: string; readonly scope: readonly object[] }[];
  readonly statements: readonly Statement[] | null;
}

interface Statement {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly written: readonly string[];
  readonly source: string;
  readonly statedBy: string;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

async function fact(key: string, asOf: object = {}, by: string | null = people.editor): Promise<View> {
  const { data } = await service.graphql<{ fact: View }>(
    `query ($key: String!, $asOf: AsOfInput) { fact(key: $key, asOf: $asOf) { value { id written } values { written validFrom validTo }
      gaps { from to scope { dimension value } } statements { id kind state written source statedBy decidedBy reason } } }`,
    { key, asOf },
    by && (await desks.token(by)),
  );
  return data.fact;
}

async function send<Data>(mutation: string, variables: object, by: string) {
  return service.graphql<Data>(mutation, variables, await desks.token(by));
}

function requestRetraction(id: string, by: string = people.editor) {
  return send<{ requestFactRetraction: { statement: string } }>(
    'mutation ($id: ID!) { requestFactRetraction(value: $id, reason: "It was never decided") { statement } }',
    { id },
    by,
  );
}

function refuse(statement: string, reason: string, by: string = people.reviewer) {
  return send<{ refuseFact: { key: string } }>(
    'mutation ($statement: ID!, $reason: String!) { refuseFact(statement: $statement, reason: $reason) { key statement } }',
    { statement, reason },
    by,
  );
}

function publish(statement: string, by: string = people.reviewer) {
  return send<{ publishFact: Record<string, unknown> }>(
    `mutation ($statement: ID!) { publishFact(statement: $statement) { __typename
      ... on FactRetracted { key retracted unservable } ... on FactValuesPublished { key values } ... on FactOverlap { message } } }`,
    { statement },
    by,
  );
}

describe('the gaps of a fact', () => {
  it('are the whiles between its first and last value in which none holds', async () => {
    const key = await newFact();
    await value(key, 'GBP 1.00', '2026-01-01', '2026-03-01');
    await value(key, 'GBP 2.00', '2026-03-01', '2026-05-01');
    await value(key, 'GBP 3.00', '2026-07-01', '2026-08-01');
    await value(key, 'GBP 4.00', '2026-09-01');
    expect((await fact(key)).gaps).toEqual([
      { from: day('2026-05-01'), to: day('2026-07-01'), scope: [] },
      { from: day('2026-08-01'), to: day('2026-09-01'), scope: [] },
    ]);
  });

  it('are those of each scope, less what a value for everyone covers', async () => {
    const key = await newFact();
    await value(key, 'GBP 1.00', '2026-01-01', '2026-03-01', business);
    await value(key, 'GBP 2.00', '2026-02-01', '2026-04-01');
    await value(key, 'GBP 3.00', '2026-06-01', '2026-07-01', business);
    expect((await fact(key)).gaps).toEqual([{ from: day('2026-04-01'), to: day('2026-06-01'), scope: business }]);
  });

  it('are told as of what was known, and those that are planned to editors alone', async () => {
    const key = await newFact();
    await value(key, 'GBP 1.00', '2026-01-01', '2026-12-24');
    const known = { knownAt: clock.now().toISOString() };
    clock.advance(60_000);
    await value(key, 'GBP 2.00', '2027-01-01');
    expect((await fact(key)).gaps).toHaveLength(1);
    expect((await fact(key, known)).gaps).toEqual([]);
    expect((await fact(key, {}, people.agent)).gaps).toEqual([]);
  });
});

describe('a value that never held', () => {
  it('is taken back by two people, and what we believed stays readable as of then', async () => {
    const key = await newFact();
    const id = await value(key, 'GBP 5.00', '2026-01-01');
    const believed = { knownAt: clock.now().toISOString() };
    clock.advance(60_000);
    const { statement } = (await requestRetraction(id)).data.requestFactRetraction;
    expect((await fact(key)).value?.written).toBe('GBP 5.00');
    expect(codesOf(await publish(statement, people.editor))).toEqual(['FORBIDDEN']);
    expect((await publish(statement)).data.publishFact).toEqual({
      __typename: 'FactRetracted',
      key,
      retracted: id,
      unservable: [],
    });
    expect((await fact(key)).value).toBeNull();
    expect((await fact(key, believed)).value?.written).toBe('GBP 5.00');
    expect((await fact(key, { ...believed, validAt: day('2026-06-01') })).value?.written).toBe('GBP 5.00');
    expect((await fact(key)).statements?.[0]).toMatchObject({
      kind: 'RETRACTION',
      state: 'PUBLISHED',
      written: ['GBP 5.00'],
    });
  });

  it('is not published by the reviewer who asked for it', async () => {
    const key = await newFact();
    const id = await value(key, 'GBP 5.00', '2026-01-01');
    const { statement } = (await requestRetraction(id, people.reviewer)).data.requestFactRetraction;
    expect(codesOf(await publish(statement))).toEqual(['FORBIDDEN']);
    expect(codesOf(await publish(statement, people.otherReviewer))).toEqual([]);
  });

  it('goes in all the pieces that another value left of it', async () => {
    const key = await newFact();
    const id = await value(key, 'GBP 5.00', '2026-01-01');
    await value(key, 'GBP 4.00', '2026-03-01', '2026-04-01');
    const { statement } = (await requestRetraction(id)).data.requestFactRetraction;
    await publish(statement);
    expect((await fact(key)).values.map(({ written }) => written)).toEqual(['GBP 4.00']);
  });

  it('tells which answers nobody is served any more', async () => {
    const key = await newFact();
    const id = await value(key, 'GBP 5.00', '2026-01-01');
    const answer = `chalk-${counter}`;
    await desks.create({ key: answer, topic: 'cards' });
    await desks.published({
      key: answer,
      question: 'Chalk?',
      title: 'Chalk',
      body: `{{fact:${key}}}.`,
      short: 'Chalk.',
    });
    const { statement } = (await requestRetraction(id)).data.requestFactRetraction;
    expect((await publish(statement)).data.publishFact).toMatchObject({ unservable: [answer] });
  });

  it('cannot be taken back twice, nor one that does not exist, nor by another team', async () => {
    const key = await newFact();
    const id = await value(key, 'GBP 5.00', '2026-01-01');
    const first = (await requestRetraction(id)).data.requestFactRetraction.statement;
    const second = (await requestRetraction(id)).data.requestFactRetraction.statement;
    expect(codesOf(await requestRetraction(id, people.editorElsewhere))).toEqual(['FORBIDDEN']);
    await publish(first);
    expect(codesOf(await publish(second))).toEqual(['CONFLICT']);
    expect(codesOf(await requestRetraction(id))).toEqual(['NOT_FOUND']);
    expect(codesOf(await requestRetraction('999999'))).toEqual(['NOT_FOUND']);
  });
});

describe('a statement that does not hold', () => {
  it('is refused by a second person with a reason that its author reads', async () => {
    const key = await newFact();
    const { statement = '' } = await desks.state({ key, value: 'GBP 9.00', source: 'Tariff' });
    expect((await refuse(statement, ' The tariff says 8. ')).data.refuseFact).toMatchObject({ key });
    await value(key, 'GBP 8.00', '2026-01-01');
    expect((await fact(key)).statements?.find(({ id }) => id === statement)).toMatchObject({
      state: 'REFUSED',
      statedBy: people.editor,
      decidedBy: people.reviewer,
      reason: 'The tariff says 8.',
    });
  });

  it('cannot be published afterwards, nor refused twice, nor once it is published', async () => {
    const key = await newFact();
    const { statement = '' } = await desks.state({ key, value: 'GBP 9.00', source: 'Tariff' });
    await refuse(statement, 'No.');
    expect(codesOf(await publish(statement))).toEqual(['CONFLICT']);
    expect(codesOf(await refuse(statement, 'No.'))).toEqual(['CONFLICT']);
    const other = await desks.state({ key, value: 'GBP 8.00', source: 'Tariff' });
    await publish(other.statement ?? '');
    expect(codesOf(await refuse(other.statement ?? '', 'No.'))).toEqual(['CONFLICT']);
  });

  it('is not refused by its author, by an editor, by another team, or without a reason', async () => {
    const key = await newFact();
    const { statement = '' } = await desks.state({ key, value: 'GBP 9.00', source: 'Tariff' }, people.reviewer);
    expect(codesOf(await refuse(statement, 'No.', people.reviewer))).toEqual(['FORBIDDEN']);
    expect(codesOf(await refuse(statement, 'No.', people.otherEditor))).toEqual(['FORBIDDEN']);
    expect(codesOf(await refuse(statement, 'No.', people.reviewerElsewhere))).toEqual(['FORBIDDEN']);
    expect(codesOf(await refuse(statement, ' ', people.otherReviewer))).toEqual(['BAD_INPUT']);
    expect(codesOf(await refuse(statement, 'No.', people.otherReviewer))).toEqual([]);
  });

  it("is nobody else's to read: agents and strangers see no statements", async () => {
    const key = await newFact();
    await desks.state({ key, value: 'GBP 77.31', source: 'Tariff' });
    await value(key, 'GBP 8.00', '2026-01-01');
    expect((await fact(key, {}, people.agent)).statements).toBeNull();
  });
});

interface Row {
  readonly value: string;
  readonly validFrom: string;
  readonly validTo?: string;
  readonly source: string;
  readonly scope?: object[];
}

const row = (written: string, from: string, to?: string, scope: object[] = []): Row => ({
  value: written,
  validFrom: day(from),
  ...(to ? { validTo: day(to) } : {}),
  source: 'Old tariffs',
  scope,
});

interface Report {
  readonly rows: number;
  readonly statement: string | null;
  readonly problems: readonly { readonly rows: readonly number[]; readonly message: string }[];
}

async function importRows(
  key: string,
  rows: readonly Row[],
  dryRun: boolean | null = false,
  by: string = people.editor,
) {
  const reply = await send<{ importFactValues: Report }>(
    'mutation ($key: String!, $rows: [FactValueRowInput!]!, $dryRun: Boolean) { importFactValues(key: $key, rows: $rows, dryRun: $dryRun) { rows statement problems { rows message } } }',
    { key, rows, ...(dryRun === null ? {} : { dryRun }) },
    by,
  );
  return { ...reply, report: reply.data?.importFactValues };
}

describe('an import of dated values', () => {
  const years = [
    row('GBP 1.00', '2024-01-01', '2025-01-01'),
    row('GBP 2.00', '2025-01-01'),
    row('GBP 3.00', '2026-01-01'),
  ];

  it('holds as a whole once a second person has published it', async () => {
    const key = await newFact();
    const { report } = await importRows(key, [...years, row('GBP 9.00', '2025-06-01', undefined, business)]);
    expect(report).toMatchObject({ rows: 4, problems: [] });
    expect((await fact(key))?.values ?? []).toEqual([]);
    expect((await publish(report.statement ?? '')).data.publishFact).toMatchObject({
      __typename: 'FactValuesPublished',
      values: [expect.any(String), expect.any(String), expect.any(String), expect.any(String)],
    });
    expect((await fact(key)).values.map(({ written, validFrom, validTo }) => [written, validFrom, validTo])).toEqual([
      ['GBP 1.00', day('2024-01-01'), day('2025-01-01')],
      ['GBP 2.00', day('2025-01-01'), day('2026-01-01')],
      ['GBP 3.00', day('2026-01-01'), null],
      ['GBP 9.00', day('2025-06-01'), null],
    ]);
  });

  it('only reports as a dry run, which it is unless told otherwise', async () => {
    const key = await newFact();
    for (const dryRun of [true, null]) {
      const { report } = await importRows(key, years, dryRun);
      expect(report).toEqual({ rows: 3, statement: null, problems: [] });
    }
    await value(key, 'GBP 8.00', '2026-01-01');
    expect((await fact(key)).statements).toHaveLength(1);
  });

  it('of overlapping years is refused with both rows named, and nothing of it is kept', async () => {
    const key = await newFact();
    const rows = [
      row('GBP 1.00', '2024-01-01', '2025-01-01'),
      row('GBP 2.00', '2025-01-01', '2026-01-01'),
      row('GBP 1.50', '2024-07-01', '2025-07-01'),
    ];
    for (const dryRun of [true, false]) {
      const { report } = await importRows(key, rows, dryRun);
      expect(report.statement).toBeNull();
      expect(report.problems.map((problem) => problem.rows)).toEqual([
        [1, 3],
        [2, 3],
      ]);
      expect(report.problems[0]?.message).toContain('Row 1 (GBP 1.00, 2024-01-01T00:00:00.000Z to 2025-01-01');
      expect(report.problems[0]?.message).toContain('Row 3 (GBP 1.50, 2024-07-01T00:00:00.000Z to 2025-07-01');
    }
    await value(key, 'GBP 8.00', '2026-01-01');
    expect((await fact(key)).values.map(({ written }) => written)).toEqual(['GBP 8.00']);
    expect((await fact(key)).statements).toHaveLength(1);
  });

  it('names every row that is wrong in itself, and two that begin at once', async () => {
    const key = await newFact();
    const { report } = await importRows(key, [
      row('12 pounds', '2024-01-01'),
      row('GBP 2.00', '2025-01-01', '2024-01-01'),
      row('GBP 3.00', '2026-01-01'),
      row('GBP 4.00', '2026-01-01'),
      row('GBP 4.00', '2026-01-01', undefined, business),
    ]);
    expect(report.problems.map((problem) => problem.rows)).toEqual([[1], [2], [3, 4]]);
    expect(report.problems[0]?.message).toContain('GBP 12.00');
  });

  it('is refused where it would run over a value that begins later, then and at its publication', async () => {
    const key = await newFact();
    const { report } = await importRows(key, [
      row('GBP 1.00', '2024-01-01', '2025-01-01'),
      row('GBP 2.00', '2027-02-01', '2027-04-01'),
    ]);
    await value(key, 'GBP 5.00', '2027-03-01');
    expect((await publish(report.statement ?? '')).data.publishFact).toMatchObject({ __typename: 'FactOverlap' });
    expect((await fact(key)).values.map(({ written }) => written)).toEqual(['GBP 5.00']);
    const again = await importRows(key, [
      row('GBP 1.00', '2024-01-01', '2025-01-01'),
      row('GBP 2.00', '2027-02-01', '2027-04-01'),
    ]);
    expect(again.report.problems).toEqual([{ rows: [2], message: expect.stringContaining('GBP 5.00') }]);
  });

  it('is refused by a second person as a whole too', async () => {
    const key = await newFact();
    const { report } = await importRows(key, years);
    await refuse(report.statement ?? '', "These are last decade's.");
    await value(key, 'GBP 8.00', '2026-01-01');
    expect((await fact(key)).statements?.find(({ kind }) => kind === 'VALUES')).toMatchObject({
      state: 'REFUSED',
      written: ['GBP 1.00', 'GBP 2.00', 'GBP 3.00'],
    });
  });

  it('takes 1 to 1,000 rows of a fact that is ours', async () => {
    const key = await newFact();
    expect(codesOf(await importRows(key, []))).toEqual(['BAD_INPUT']);
    const many = Array.from({ length: 1_001 }, (_, i) =>
      row('GBP 1.00', new Date(Date.UTC(2020, 0, i + 1)).toISOString().slice(0, 10)),
    );
    expect(codesOf(await importRows(key, many))).toEqual(['BAD_INPUT']);
    expect((await importRows(key, many.slice(1))).report).toMatchObject({ rows: 1_000, problems: [] });
    expect(codesOf(await importRows(key, years, false, people.editorElsewhere))).toEqual(['FORBIDDEN']);
  });
});
