import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../src/platform/clock.js';
import { codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const noon = new Date('2026-12-01T12:00:00Z');
const clock = manualClock(noon);
const later = '2027-06-01T00:00:00.000Z';
let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService('demo', { clock });
  desks = openDesks(service);
});

afterAll(() => service.close());

let counter = 0;

/** A fact with the value £1.00 and an answer that shows it to everyone, for each test its own. */
async function newFact(): Promise<{ readonly key: string; readonly answer: string }> {
  counter += 1;
  const [key, answer] = [`paint.fee.${counter}`, `paint-fee-${counter}`];
  await service.graphql(
    `mutation { createFact(input: { key: "${key}", type: MONEY, name: "Paint", ownerTeam: "cards" }) }`,
    {},
    await desks.token(people.editor),
  );
  await desks.value({ key, value: 'GBP 1.00', source: 'Tariff 1', validFrom: '2026-01-01T00:00:00Z' });
  await desks.create({ key: answer, topic: 'cards' });
  await desks.published({
    key: answer,
    question: `What does the paint of ${answer} cost?`,
    title: 'Paint',
    body: `Paint costs {{fact:${key}}}.`,
    short: `{{fact:${key}}}.`,
  });
  clock.advance(60_000);
  return { key, answer };
}

interface ValueView {
  readonly written: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly recordedAt: string;
}

interface FactView {
  readonly value: ValueView | null;
  readonly values: readonly ValueView[];
}

const factQuery =
  'query ($key: String!, $asOf: AsOfInput, $scope: [ScopeEntryInput!]) { fact(key: $key, asOf: $asOf) { value(scope: $scope) { written validFrom validTo recordedAt } values { written validFrom validTo recordedAt } } }';

async function fact(
  key: string,
  options: { readonly asOf?: object; readonly scope?: object[]; readonly token?: string | null } = {},
): Promise<FactView> {
  const { token = null, ...variables } = options;
  const { data } = await service.graphql<{ fact: FactView }>(factQuery, { key, ...variables }, token);
  return data.fact;
}

async function shortOf(answer: string, asOf: object = {}): Promise<string | undefined> {
  const { data } = await service.graphql<{ answer: { rendition: { short: string } } | null }>(
    'query ($key: String!, $asOf: AsOfInput) { answer(key: $key, asOf: $asOf) { rendition { short } } }',
    { key: answer, asOf },
  );
  return data.answer?.rendition.short;
}

describe('a value of a fact', () => {
  it('holds once a second person has published it, and not before', async () => {
    const { key, answer } = await newFact();
    const { statement } = await desks.state({ key, value: 'GBP 2.00', source: 'Tariff 2' });
    expect(await shortOf(answer)).toBe('£1.');
    expect((await fact(key)).value?.written).toBe('GBP 1.00');
    await desks.publishValue(statement ?? '');
    expect(await shortOf(answer)).toBe('£2.');
    expect((await fact(key)).value?.written).toBe('GBP 2.00');
  });

  it('may not be published by the one who stated it, by an editor, or twice', async () => {
    const { key } = await newFact();
    const { statement } = await desks.state({ key, value: 'GBP 2.00', source: 'Tariff 2' }, people.reviewer);
    const publish = `mutation { publishFact(statement: "${statement}") { __typename } }`;
    expect(await desks.refusals(publish, people.reviewer)).toEqual(['FORBIDDEN']);
    expect(await desks.refusals(publish, people.otherEditor)).toEqual(['FORBIDDEN']);
    expect(await desks.refusals(publish, people.otherReviewer)).toEqual([]);
    expect(await desks.refusals(publish, people.otherReviewer)).toEqual(['CONFLICT']);
  });

  it('is refused when it is not written as its type is, with an example of the right form', async () => {
    const { key } = await newFact();
    const editor = await desks.token(people.editor);
    for (const value of ['12', '£12', 'GBP -1', 'GBP 1,000.00', 'GBP 1e3', 'gbp 1', '']) {
      const { errors } = await service.graphql(
        'mutation ($input: StateFactInput!) { stateFact(input: $input) { __typename } }',
        { input: { key, value, source: 'x' } },
        editor,
      );
      expect(errors?.[0], value).toMatchObject({
        message: expect.stringContaining('GBP 12.00'),
        extensions: { code: 'BAD_INPUT' },
      });
    }
  });

  it('is refused when it would overlap one that begins later, naming that one', async () => {
    const { key } = await newFact();
    await desks.value({ key, value: 'GBP 3.00', source: 'Tariff 3', validFrom: later });
    const early = await desks.state({ key, value: 'GBP 2.00', source: 'Tariff 2', validTo: '2027-06-02T00:00:00Z' });
    expect(early).toMatchObject({
      __typename: 'FactOverlap',
      existing: 'GBP 3.00',
      existingFrom: later,
      message: expect.stringContaining('GBP 3.00'),
    });
    expect(await desks.state({ key, value: 'GBP 2.00', source: 'Tariff 2', validTo: later })).toMatchObject({
      __typename: 'FactStated',
    });
  });

  it('is refused at its publication too, when the other one was published in between', async () => {
    const { key } = await newFact();
    const { statement } = await desks.state({
      key,
      value: 'GBP 2.00',
      source: 'Tariff 2',
      validFrom: '2027-05-01T00:00:00Z',
      validTo: '2027-07-01T00:00:00Z',
    });
    await desks.value({ key, value: 'GBP 3.00', source: 'Tariff 3', validFrom: later });
    expect(await desks.publishValue(statement ?? '')).toMatchObject({
      __typename: 'FactOverlap',
      existing: 'GBP 3.00',
      existingFrom: later,
    });
    const { values } = await fact(key, { token: await desks.token(people.editor) });
    expect(values.map(({ written }) => written)).toEqual(['GBP 1.00', 'GBP 3.00']);
  });

  it('without an end holds until the next one begins', async () => {
    const { key } = await newFact();
    await desks.value({ key, value: 'GBP 3.00', source: 'Tariff 3', validFrom: later });
    await desks.value({ key, value: 'GBP 2.00', source: 'Tariff 2' });
    const { values } = await fact(key, { token: await desks.token(people.editor) });
    expect(values.map(({ written, validTo }) => [written, validTo])).toEqual([
      ['GBP 1.00', clock.now().toISOString()],
      ['GBP 2.00', later],
      ['GBP 3.00', null],
    ]);
  });

  it('that is given for a while gives way to the one before when it ends', async () => {
    const { key } = await newFact();
    await desks.value({
      key,
      value: 'GBP 0.50',
      source: 'Spring offer',
      validFrom: '2027-03-01T00:00:00Z',
      validTo: '2027-04-01T00:00:00Z',
    });
    const token = await desks.token(people.editor);
    const on = async (validAt: string) => (await fact(key, { token, asOf: { validAt } })).value?.written;
    expect([
      await on('2027-02-28T23:59:59.999Z'),
      await on('2027-03-01T00:00:00Z'),
      await on('2027-03-31T23:59:59.999Z'),
      await on('2027-04-01T00:00:00Z'),
    ]).toEqual(['GBP 1.00', 'GBP 0.50', 'GBP 0.50', 'GBP 1.00']);
  });

  it('for one kind of customer leaves the others as they are', async () => {
    const { key } = await newFact();
    const business = [{ dimension: 'customer', value: 'business' }];
    await desks.value({ key, value: 'GBP 9.00', source: 'Tariff', scope: business });
    expect((await fact(key)).value?.written).toBe('GBP 1.00');
    expect((await fact(key, { scope: business })).value?.written).toBe('GBP 9.00');
    expect((await fact(key, { scope: [...business, { dimension: 'country', value: 'es' }] })).value?.written).toBe(
      'GBP 9.00',
    );
    expect((await fact(key, { scope: [{ dimension: 'customer', value: 'personal' }] })).value?.written).toBe(
      'GBP 1.00',
    );
  });
});

describe('a value that begins later', () => {
  it('is seen by editors alone, in every place where a value is shown', async () => {
    const { key, answer } = await newFact();
    const everything = `query { fact(key: "${key}") { value { written validTo recordedAt } values { written validFrom validTo recordedAt } usedBy { key rendition { text facts { value { written validTo recordedAt } } } } }
      facts(type: MONEY) { key values { written validFrom validTo recordedAt } value { written validTo recordedAt } }
      answer(key: "${answer}") { version { effectiveTo } rendition(channel: "webchat") { text short html facts { key value { text written validTo recordedAt } } receipt { factValueIds } } } }`;
    const readers = [
      null,
      service.app.keys.webchat,
      service.app.keys.agents,
      service.app.keys.operator,
      await desks.token(people.agent),
    ];
    const ask = () =>
      Promise.all(readers.map(async (reader) => JSON.stringify((await service.graphql(everything, {}, reader)).data)));
    const before = await ask();
    expect(before[0]).toContain('GBP 1.00');
    await desks.value({ key, value: 'GBP 77.31', source: 'Tariff 9', validFrom: later });
    expect(await ask()).toEqual(before);
    const { values } = await fact(key, { token: await desks.token(people.editor) });
    expect(values.map(({ written, validFrom }) => [written, validFrom]).at(-1)).toEqual(['GBP 77.31', later]);
  });

  it('is not read by asking for the future, which only editors may', async () => {
    const { key, answer } = await newFact();
    await desks.value({ key, value: 'GBP 77.31', source: 'Tariff 9', validFrom: later });
    const asOf = { validAt: '2027-06-02T00:00:00Z' };
    const documents = [
      'query ($asOf: AsOfInput) { fact(key: "KEY", asOf: $asOf) { value { written } } }',
      'query ($asOf: AsOfInput) { facts(asOf: $asOf) { value { written } } }',
      'query ($asOf: AsOfInput) { answer(key: "ANSWER", asOf: $asOf) { rendition { text } } }',
      'query ($asOf: AsOfInput) { answers(keys: ["ANSWER"], asOf: $asOf) { nodes { rendition { text } } } }',
    ].map((document) => document.replace('KEY', key).replace('ANSWER', answer));
    for (const document of documents) {
      for (const reader of [
        null,
        service.app.keys.help,
        service.app.keys.agents,
        service.app.keys.operator,
        await desks.token(people.agent),
      ]) {
        for (const instants of [asOf, { ...asOf, knownAt: clock.now().toISOString() }]) {
          const reply = await service.graphql(document, { asOf: instants }, reader);
          expect(codesOf(reply)).toEqual(['FORBIDDEN']);
          expect(JSON.stringify(reply)).not.toContain('77.31');
        }
      }
      expect(JSON.stringify(await service.graphql(document, { asOf }, await desks.token(people.editor)))).toContain(
        '77.31',
      );
    }
  });
});

describe('a correction of the past', () => {
  it('is read as of what was known before it and after it', async () => {
    const { key, answer } = await newFact();
    const validAt = '2026-08-01T00:00:00Z';
    const before = clock.now().toISOString();
    clock.advance(60_000);
    await desks.value({
      key,
      value: 'GBP 1.50',
      source: 'Erratum',
      validFrom: '2026-07-01T00:00:00Z',
      validTo: '2026-09-01T00:00:00Z',
    });
    clock.advance(60_000);
    const after = clock.now().toISOString();
    const known = async (knownAt: string) => [
      (await fact(key, { asOf: { validAt, knownAt }, token: await desks.token(people.agent) })).value?.written,
      await shortOf(answer, { validAt: clock.now().toISOString(), knownAt }),
    ];
    expect(await known(before)).toEqual(['GBP 1.00', '£1.']);
    expect(await known(after)).toEqual(['GBP 1.50', '£1.']);
    expect((await fact(key)).value?.written).toBe('GBP 1.00');
  });

  it('shows in the list of values only what was known by then', async () => {
    const { key } = await newFact();
    const knownAt = clock.now().toISOString();
    clock.advance(60_000);
    await desks.value({
      key,
      value: 'GBP 1.50',
      source: 'Erratum',
      validFrom: '2026-07-01T00:00:00Z',
      validTo: '2026-09-01T00:00:00Z',
    });
    clock.advance(60_000);
    const list = async (asOf: object) => (await fact(key, { asOf })).values.map(({ written }) => written);
    expect(await list({ knownAt })).toEqual(['GBP 1.00']);
    expect(await list({})).toEqual(['GBP 1.00', 'GBP 1.50', 'GBP 1.00']);
  });
});

describe('a change of a fact', () => {
  interface Hashes {
    readonly answers: {
      readonly nodes: readonly { readonly key: string; readonly rendition: { readonly contentHash: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  }

  async function contentHashes(locale: string): Promise<ReadonlyMap<string, string>> {
    const agent = await desks.token(people.agent);
    const hashes = new Map<string, string>();
    for (let after: string | null = null; ; ) {
      const { data }: { data: Hashes } = await service.graphql<Hashes>(
        'query ($after: String, $locale: Locale) { answers(first: 100, after: $after, locale: $locale) { nodes { key rendition { contentHash } } pageInfo { hasNextPage endCursor } } }',
        { after, locale },
        agent,
      );
      for (const { key, rendition } of data.answers.nodes) hashes.set(key, rendition.contentHash);
      if (!data.answers.pageInfo.hasNextPage) return hashes;
      after = data.answers.pageInfo.endCursor;
    }
  }

  it.each(['en', 'de'])('moves the content hash of exactly the answers that show it (%s)', async (locale) => {
    const { data } = await service.graphql<{ fact: { usedBy: { key: string }[] } }>(
      '{ fact(key: "card.delivery.standard") { usedBy { key } } }',
      {},
      await desks.token(people.agent),
    );
    const using = data.fact.usedBy.map(({ key }) => key).sort();
    expect(using.length).toBeGreaterThan(1);
    const before = await contentHashes(locale);
    await desks.value({ key: 'card.delivery.standard', value: '6 working days', source: 'Courier contract 2027' });
    const after = await contentHashes(locale);
    expect([...after.keys()].filter((key) => after.get(key) !== before.get(key)).sort()).toEqual(using);
    clock.advance(60_000);
  });

  it('for one kind of customer moves only the answers for them', async () => {
    const { key } = await newFact();
    const business = [{ dimension: 'customer', value: 'business' }];
    await desks.create({ key: `${key.replaceAll('.', '-')}-business`, topic: 'cards', scope: business });
    await desks.published({
      key: `${key.replaceAll('.', '-')}-business`,
      question: 'And for firms?',
      title: 'Paint for firms',
      body: `It is {{fact:${key}}}.`,
      short: 'See above.',
    });
    const before = await contentHashes('en');
    await desks.value({ key, value: 'GBP 9.00', source: 'Tariff', scope: business });
    const after = await contentHashes('en');
    expect([...after.keys()].filter((one) => after.get(one) !== before.get(one))).toEqual([
      `${key.replaceAll('.', '-')}-business`,
    ]);
  });
});

describe('the database', () => {
  it('refuses two values of one fact and scope at one moment, whoever writes them', async () => {
    const { db } = service.app;
    const { key } = await newFact();
    const insert = (scopeKey: string, from: string) =>
      sql`
      insert into fact_value (fact_id, scope, scope_key, content, valid_from, source, stated_by, approved_by, recorded_at)
      select id, '{}', ${scopeKey}, '{}', ${from}::timestamptz, 'x', 'a', 'b', now() from fact where key = ${key}`.execute(
        db,
      );
    await expect(insert('', '2030-01-01T00:00:00Z')).rejects.toThrow('one_value_at_a_moment');
    await expect(insert('country=es', '2030-01-01T00:00:00Z')).resolves.toBeDefined();
    await expect(insert('country=es', '2031-01-01T00:00:00Z')).rejects.toThrow('one_value_at_a_moment');
  });
});
