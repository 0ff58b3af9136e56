import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../src/platform/clock.js';
import { codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-12-01T12:00:00Z'));
let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService('demo', { clock });
  desks = openDesks(service);
});

afterAll(() => service.close());

let counter = 0;

async function newFact(type: string, value?: string): Promise<string> {
  counter += 1;
  const key = `ink.${counter}`;
  const token = await desks.token(people.editor);
  await service.graphql(
    `mutation { createFact(input: { key: "${key}", type: ${type}, name: "Ink", ownerTeam: "cards" }) }`,
    {},
    token,
  );
  if (value) await desks.value({ key, value, source: 'Tariff', validFrom: '2026-01-01T00:00:00Z' });
  return key;
}

const name = (key: string) => key.replaceAll('.', '_');

async function stateFormula(key: string, formula: string, rest: object = {}) {
  return service.graphql<{ stateFormula: { statement: string } }>(
    'mutation ($input: StateFormulaInput!) { stateFormula(input: $input) { statement } }',
    { input: { key, formula, decimals: 2, rounding: 'HALF_EVEN', source: 'Tariff', ...rest } },
    await desks.token(people.editor),
  );
}

async function publish(statement: string, by: string = people.reviewer) {
  return service.graphql<{ publishFact: Record<string, unknown> }>(
    `mutation ($statement: ID!) { publishFact(statement: $statement) { __typename ... on FormulaPublished { key number unservable } ... on FactPublished { value unservable } ... on Blocked { obstacles } } }`,
    { statement },
    await desks.token(by),
  );
}

/** States and publishes a formula; fails unless it counts. */
async function derive(key: string, formula: string, rest: object = {}): Promise<void> {
  const { data, errors } = await stateFormula(key, formula, rest);
  if (errors) throw new Error(errors[0]?.message);
  const outcome = await publish(data.stateFormula.statement);
  if (outcome.data?.publishFact?.__typename !== 'FormulaPublished') throw new Error(JSON.stringify(outcome));
  clock.advance(60_000);
}

interface View {
  readonly value: { readonly id: string; readonly written: string } | null;
  readonly values: readonly { readonly written: string; readonly validFrom: string; readonly validTo: string | null }[];
  readonly formula: { readonly expression: string; readonly number: number; readonly problem: string | null } | null;
  readonly derivedFrom: readonly { readonly key: string }[];
  readonly derivedFacts: readonly { readonly key: string }[];
}

async function fact(key: string, asOf: object = {}, token?: string | null, scope: object[] = []): Promise<View> {
  const { data } = await service.graphql<{ fact: View }>(
    `query ($key: String!, $asOf: AsOfInput, $scope: [ScopeEntryInput!]) { fact(key: $key, asOf: $asOf) {
      value(scope: $scope) { id written } values { written validFrom validTo } formula { expression number problem }
      derivedFrom { key } derivedFacts { key } } }`,
    { key, asOf, scope },
    token === undefined ? await desks.token(people.editor) : token,
  );
  return data.fact;
}

/** An answer that shows the fact to everyone. */
async function showing(key: string): Promise<string> {
  const answer = `about-${key.replaceAll('.', '-')}`;
  await desks.create({ key: answer, topic: 'cards' });
  const embed = `{{fact:${key}}}`;
  await desks.published({
    key: answer,
    question: `Is ${answer} in ink?`,
    title: 'Ink',
    body: `It is ${embed}.`,
    short: `It is ${embed}.`,
  });
  clock.advance(60_000);
  return answer;
}

async function read(answer: string, asOf: object = {}) {
  const { data } = await service.graphql<{
    answer: { rendition: { short: string; contentHash: string; receipt: { factValueIds: string[] } } } | null;
  }>(
    'query ($key: String!, $asOf: AsOfInput) { answer(key: $key, asOf: $asOf) { rendition { short contentHash receipt { factValueIds } } } }',
    { key: answer, asOf },
  );
  return data.answer?.rendition ?? null;
}

describe('a derived fact', () => {
  it('is shown by answers as any other, and changes with what it is derived from', async () => {
    const fee = await newFact('MONEY', 'GBP 2.50');
    const double = await newFact('MONEY');
    await derive(double, `2 * ${name(fee)}`);
    const answer = await showing(double);
    const before = await read(answer);
    expect(before?.short).toBe('It is £5.');
    await desks.value({ key: fee, value: 'GBP 3.10', source: 'Tariff 2' });
    const after = await read(answer);
    expect(after?.short).toBe('It is £6.20.');
    expect(after?.contentHash).not.toBe(before?.contentHash);
    expect(after?.receipt.factValueIds).toEqual([(await fact(double)).value?.id]);
  });

  it('counts once a second person has published its formula, and not before', async () => {
    const fee = await newFact('MONEY', 'GBP 2.00');
    const double = await newFact('MONEY');
    const { data } = await stateFormula(double, `2 * ${name(fee)}`);
    expect((await fact(double, {}))?.value ?? null).toBeNull();
    expect((await publish(data.stateFormula.statement, people.editor)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await publish(data.stateFormula.statement)).data.publishFact).toMatchObject({ number: 1, unservable: [] });
    expect(await fact(double)).toMatchObject({ value: { written: 'GBP 4.00' }, formula: { number: 1, problem: null } });
  });

  it('follows the past, the present and the future of what it is derived from', async () => {
    const fee = await newFact('MONEY', 'GBP 2.00');
    const double = await newFact('MONEY');
    await derive(double, `2 * ${name(fee)}`, { validFrom: '2026-01-01T00:00:00Z' });
    const known = clock.now().toISOString();
    clock.advance(60_000);
    await desks.value({ key: fee, value: 'GBP 3.00', source: 'Tariff 2', validFrom: '2027-04-01T00:00:00Z' });
    await desks.value({
      key: fee,
      value: 'GBP 1.00',
      source: 'Erratum',
      validFrom: '2026-03-01T00:00:00Z',
      validTo: '2026-04-01T00:00:00Z',
    });
    clock.advance(60_000);
    const at = async (asOf: object) => (await fact(double, asOf)).value?.written;
    const march = '2026-03-10T00:00:00Z';
    expect([
      await at({ validAt: march }),
      await at({ validAt: march, knownAt: known }),
      await at({}),
      await at({ validAt: '2027-04-01T00:00:00Z' }),
    ]).toEqual(['GBP 2.00', 'GBP 4.00', 'GBP 4.00', 'GBP 6.00']);
    expect((await fact(double)).values.map(({ written, validTo }) => [written, validTo])).toEqual([
      ['GBP 4.00', '2026-03-01T00:00:00.000Z'],
      ['GBP 2.00', '2026-04-01T00:00:00.000Z'],
      ['GBP 4.00', '2027-04-01T00:00:00.000Z'],
      ['GBP 6.00', null],
    ]);
  });

  it('tells nobody but editors what it will be', async () => {
    const fee = await newFact('MONEY', 'GBP 2.00');
    const double = await newFact('MONEY');
    await derive(double, `2 * ${name(fee)}`);
    await showing(double);
    const everything = `{ fact(key: "${double}") { value { id text validTo recordedAt } values { text validFrom validTo } gaps { from } formula { expression } derivedFrom { key } statements { id } usedBy { rendition { text contentHash } } } }`;
    const readers = [null, service.app.keys.webchat, service.app.keys.operator];
    const ask = () =>
      Promise.all(readers.map(async (reader) => JSON.stringify(await service.graphql(everything, {}, reader))));
    const before = await ask();
    expect(before[0]).toContain('£4');
    expect(before[0]).not.toContain(fee);
    await desks.value({ key: fee, value: 'GBP 77.31', source: 'Tariff 9', validFrom: '2027-06-01T00:00:00Z' });
    const { data } = await stateFormula(double, `3 * ${name(fee)}`, { validFrom: '2027-07-01T00:00:00Z' });
    await publish(data.stateFormula.statement);
    expect(await ask()).toEqual(before);
  });

  it('strikes on the day of its formula without a restart', async () => {
    const fee = await newFact('MONEY', 'GBP 2.00');
    const double = await newFact('MONEY');
    await derive(double, `2 * ${name(fee)}`);
    const answer = await showing(double);
    const first = new Date(clock.now().getTime() + 3_600_000);
    const { data } = await stateFormula(double, `3 * ${name(fee)}`, { validFrom: first.toISOString() });
    await publish(data.stateFormula.statement);
    expect((await read(answer))?.short).toBe('It is £4.');
    expect((await fact(double, { validAt: first.toISOString() })).value?.written).toBe('GBP 6.00');
    clock.set(first);
    while ((await read(answer))?.short !== 'It is £6.') await new Promise((wake) => setTimeout(wake, 50));
    expect((await fact(double)).formula).toMatchObject({ number: 2 });
  });

  it('has for each kind of customer the value that its inputs have for them', async () => {
    const fee = await newFact('MONEY', 'GBP 2.00');
    const business = [{ dimension: 'customer', value: 'business' }];
    await desks.value({ key: fee, value: 'GBP 5.00', source: 'Tariff', scope: business });
    const double = await newFact('MONEY');
    await derive(double, `2 * ${name(fee)}`);
    expect((await fact(double, {}, undefined, business)).value?.written).toBe('GBP 10.00');
    expect((await fact(double)).value?.written).toBe('GBP 4.00');
  });

  it('may not be derived from itself, at once or by way of others, on any day', async () => {
    const base = await newFact('COUNT', '1');
    const [a, b] = [await newFact('COUNT'), await newFact('COUNT')];
    const whole = { decimals: 0 };
    expect((await stateFormula(a, `2 * ${name(a)}`, whole)).errors?.[0]?.message).toContain(
      `${a} is reckoned from ${a}`,
    );
    await derive(a, `2 * ${name(base)}`, whole);
    await derive(b, `2 * ${name(a)}`, whole);
    const { errors } = await stateFormula(a, `3 * ${name(b)}`, { ...whole, validFrom: '2028-01-01T00:00:00Z' });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(`${a} is reckoned from ${b} is reckoned from ${a}`),
      extensions: { code: 'BAD_INPUT' },
    });
  });

  it('may not go in a circle either when two people change two formulas at once', async () => {
    const base = await newFact('COUNT', '1');
    const [a, b] = [await newFact('COUNT'), await newFact('COUNT')];
    const whole = { decimals: 0 };
    const first = await stateFormula(a, `${name(b)} + ${name(base)}`, whole);
    const second = await stateFormula(b, `${name(a)} + ${name(base)}`, whole);
    const outcomes = await Promise.all([
      publish(first.data.stateFormula.statement),
      publish(second.data.stateFormula.statement),
    ]);
    expect(outcomes.flatMap(codesOf)).toEqual(['BAD_INPUT']);
  });

  it('is refused when its inputs cannot be reckoned together, are no numbers, do not exist or are two', async () => {
    const [pounds, euros] = [await newFact('MONEY', 'GBP 2.00'), await newFact('MONEY', 'EUR 2.00')];
    const sum = await newFact('MONEY');
    const refusal = async (formula: string) => (await stateFormula(sum, formula)).errors?.[0]?.message;
    expect(await refusal(`${name(pounds)} + ${name(euros)}`)).toContain('GBP cannot be added to EUR');
    expect(await refusal('2 * support_phone')).toContain('support.phone: it is a phone');
    expect(await refusal('2 * no_such_fact')).toContain('no_such_fact');
    expect(await refusal('7')).toContain('names no other fact');
    expect(await refusal('process.exit(1)')).toContain('cannot be read');
    const twin = `${pounds.replace('.', '-')}`;
    await service.graphql(
      `mutation { createFact(input: { key: "${twin}", type: MONEY, name: "Twin", ownerTeam: "cards" }) }`,
      {},
      await desks.token(people.editor),
    );
    expect(await refusal(`2 * ${name(pounds)}`)).toContain(`could be ${twin} or ${pounds}`);
  });

  it('has no values of its own', async () => {
    const fee = await newFact('MONEY', 'GBP 2.00');
    const double = await newFact('MONEY');
    const early = await desks.state({ key: double, value: 'GBP 9.00', source: 'x' });
    await derive(double, `2 * ${name(fee)}`);
    const state = `mutation { stateFact(input: { key: "${double}", value: "GBP 1.00", source: "x" }) { __typename } }`;
    expect(await desks.refusals(state, people.editor)).toEqual(['CONFLICT']);
    expect(codesOf(await publish(early.statement ?? ''))).toEqual(['CONFLICT']);
    expect(codesOf(await stateFormula(fee, `2 * ${name(double)}`))).toEqual(['CONFLICT']);
  });

  it('is not left without a value while an answer shows it: the input that would do so is held back', async () => {
    const fee = await newFact('MONEY', 'GBP 2.00');
    const rate = await newFact('MONEY', 'GBP 1.00');
    const sum = await newFact('MONEY');
    await derive(sum, `${name(fee)} + ${name(rate)}`);
    const answer = await showing(sum);
    const { statement } = await desks.state({ key: rate, value: 'EUR 1.00', source: 'Tariff 2' });
    expect((await publish(statement ?? '')).data.publishFact).toEqual({
      __typename: 'Blocked',
      obstacles: [`${answer} could be shown to nobody: the fact ${sum} would have no value for it.`],
    });
    expect(await read(answer)).not.toBeNull();
  });

  it('without a value says why', async () => {
    const fee = await newFact('MONEY', 'GBP 2.00');
    const rate = await newFact('MONEY', 'GBP 1.00');
    const sum = await newFact('MONEY');
    await derive(sum, `${name(fee)} + ${name(rate)}`);
    await desks.value({ key: rate, value: 'EUR 1.00', source: 'Tariff 2' });
    expect((await fact(sum)).formula?.problem).toBe('GBP cannot be added to EUR.');
  });

  it('names what it is derived from and what is derived from it', async () => {
    const fee = await newFact('MONEY', 'GBP 2.00');
    const [double, more] = [await newFact('MONEY'), await newFact('MONEY')];
    await derive(double, `2 * ${name(fee)}`);
    await derive(more, `${name(double)} + ${name(fee)}`);
    expect((await fact(more)).derivedFrom.map(({ key }) => key)).toEqual([double, fee].sort());
    expect((await fact(fee)).derivedFacts.map(({ key }) => key)).toEqual([double, more].sort());
  });
});

describe('the demo bank', () => {
  it('derives three facts and shows one in an answer', async () => {
    const business = [{ dimension: 'customer', value: 'business' }];
    const value = async (key: string) => (await fact(key, {}, undefined, business)).value?.written;
    expect([
      await value('account.yearly-fee'),
      await value('business.opening.time'),
      await value('transfer.weekly-limit'),
    ]).toEqual(['GBP 108.00 per year', '6 working days', 'GBP 350000.00 per week']);
    const { data } = await service.graphql<{ answer: { rendition: { text: string } } }>(
      '{ answer(key: "business-account-fee") { rendition { text } } }',
    );
    expect(data.answer.rendition.text).toContain('£108 per year');
  });
});
