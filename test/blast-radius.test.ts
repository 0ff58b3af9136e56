import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callForJson } from '../src/consistency/probes/own-service.js';
import { openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';
import { askByChat, tellByMail } from './support/told.js';

const key = 'card-delivery-estimate';
const fee = 'card.delivery.express.fee';
const question = 'How long does a new card take to arrive?';
const selection =
  'embeds locales renditions openCases templates channels { key } derivedFacts { key } told { deliveries customers } answers(first: 100) { totalCount nodes { key } }';

const business = [{ dimension: 'customer', value: 'business' }];

interface Radius {
  readonly embeds: number;
  readonly locales: readonly string[];
  readonly renditions: number;
  readonly openCases: number;
  readonly templates: readonly string[];
  readonly channels: readonly { readonly key: string }[];
  readonly derivedFacts: readonly { readonly key: string }[];
  readonly told: { readonly deliveries: number; readonly customers: number };
  readonly answers: { readonly totalCount: number; readonly nodes: readonly { readonly key: string }[] };
}

let service: TestService;
let desks: ReturnType<typeof openDesks>;

beforeAll(async () => {
  service = await startTestService('demo');
  desks = openDesks(service);
});
afterAll(() => service.close());

async function radius(change: string, by: string = people.editor): Promise<Radius> {
  const reply = await service.graphql<{ blastRadius: Radius }>(
    `{ blastRadius(${change}) { ${selection} } }`,
    {},
    await desks.token(by),
  );
  if (reply.errors) throw new Error(reply.errors[0]?.message);
  return reply.data.blastRadius;
}

const stated = async (input: object) => (await desks.state({ source: 'Tariff', ...input })).statement ?? '';

describe('before a fact changes', () => {
  it('those who were told its value by chat and by mail are counted, each customer once, and the checker is not', async () => {
    const statement = await stated({ key: fee, value: 'GBP 9.00' });
    const before = await radius(`statement: "${statement}"`);
    await askByChat(service, question);
    await tellByMail(service, key, 'ana@example.org');
    await tellByMail(service, key, 'Ana@example.org');
    await askAsTheChecker();
    const after = await radius(`statement: "${statement}"`);
    expect(after.told.deliveries - before.told.deliveries).toBe(3);
    expect(after.told.customers - before.told.customers).toBe(2);
    expect(after.openCases - before.openCases).toBe(1);
  });

  it('what a customer’s own client claims to have been told counts for nothing', async () => {
    const statement = await stated({ key: fee, value: 'GBP 9.00' });
    const chat = await askByChat(service, question);
    const told = chat.replies.find(({ channelData }) => channelData?.['kind'] === 'answer')?.channelData;
    expect(told?.['factValueIds']).not.toEqual([]);
    const before = await radius(`statement: "${statement}"`);
    await chat.send({ type: 'event', channelData: { ...told } });
    await chat.send({ type: 'event', channelData: { ...told, version: 1e12 } });
    expect((await radius(`statement: "${statement}"`)).told).toMatchObject({ deliveries: before.told.deliveries });
  });

  it('its answers, those of facts derived from it, and these facts are named; nothing is published', async () => {
    const input = { key: 'account.monthly-fee', value: 'GBP 77.00', source: 'Tariff' };
    const { statement } = await desks.state({ ...input, scope: business }, people.admin);
    const found = await radius(`statement: "${statement}"`);
    const { data } = await service.graphql<{ fact: { usedBy: { key: string }[]; derivedFacts: { key: string }[] } }>(
      '{ fact(key: "account.monthly-fee") { values { written } usedBy { key } derivedFacts { key } } }',
      {},
      await desks.token(people.editor),
    );
    expect(JSON.stringify(data)).not.toContain('77');
    expect(found.derivedFacts.map((one) => one.key).sort()).toEqual(
      data.fact.derivedFacts.map((one) => one.key).sort(),
    );
    expect(found.derivedFacts.length).toBeGreaterThan(0);
    expect(found.answers.totalCount).toBeGreaterThan(0);
    expect(found.embeds).toBeGreaterThanOrEqual(found.answers.totalCount);
    expect(found.locales).toContain('en');
  });

  it('renditions are answers by their languages by the channels that serve them', async () => {
    const found = await radius(`statement: "${await stated({ key: fee, value: 'GBP 8.00' })}"`);
    const governed = ['help', 'webchat', 'social', 'social-reply', 'email', 'agents'];
    expect(found.channels.map((channel) => channel.key)).toEqual(governed);
    expect(found.renditions % governed.length).toBe(0);
    expect(found.renditions).toBeGreaterThanOrEqual(found.answers.totalCount * governed.length);
    expect(found.templates).toContain('card-on-its-way');
  });

  it('an answer in whose scope nothing changes is not touched', async () => {
    const statement = await stated({
      key: fee,
      value: 'GBP 3.00',
      scope: [{ dimension: 'customer', value: 'charity' }],
    });
    expect(await radius(`statement: "${statement}"`)).toMatchObject({
      embeds: 0,
      renditions: 0,
      told: { deliveries: 0, customers: 0 },
      answers: { totalCount: 0 },
    });
  });

  it('looking changes nothing: the statement can still be published', async () => {
    const statement = await stated({ key: 'card.delivery.express', value: '1 working day' });
    await radius(`statement: "${statement}"`);
    await radius(`statement: "${statement}"`);
    expect((await desks.publishValue(statement)).__typename).toBe('FactPublished');
  });

  it('a release reaches as far as all that is in it', async () => {
    const statement = await stated({ key: fee, value: 'GBP 6.00' });
    const as = async (mutation: string) => {
      const { errors } = await service.graphql(`mutation { ${mutation} }`, {}, await desks.token(people.editor));
      if (errors) throw new Error(errors[0]?.message);
    };
    await desks.draft({ key: 'change-pin', short: 'In the app.', changeNote: 'Shorter' });
    await as('createRelease(key: "june", name: "June") { key }');
    await as(`addToRelease(key: "june", expectedEdit: 1, item: { statement: "${statement}" }) { __typename }`);
    await as('addToRelease(key: "june", expectedEdit: 2, item: { answer: "change-pin" }) { __typename }');
    const [alone, together] = [await radius(`statement: "${statement}"`), await radius('release: "june"')];
    expect(together.answers.nodes.map((node) => node.key)).toEqual(
      [...alone.answers.nodes.map((node) => node.key), 'change-pin'].sort(),
    );
    expect(together.renditions).toBeGreaterThan(alone.renditions);
  });

  it('a statement that was decided has no reach any more', async () => {
    const statement = await stated({ key: 'card.delivery.countries', value: '32' });
    await desks.publishValue(statement);
    await expect(radius(`statement: "${statement}"`)).rejects.toThrow('was published before');
  });
});

describe('before an answer changes', () => {
  it('those who were told the version that would be superseded are counted', async () => {
    await desks.draft({ key: 'card-arrival', short: 'Tap Cards.', changeNote: 'Shorter' });
    const before = await radius('answer: "card-arrival"');
    await tellByMail(service, 'card-arrival', 'bob@example.org');
    const after = await radius('answer: "card-arrival"');
    expect(after.told.deliveries - before.told.deliveries).toBe(1);
    expect(after).toMatchObject({ embeds: 0, answers: { totalCount: 1, nodes: [{ key: 'card-arrival' }] } });
  });

  it('an answer that nobody is served yet reaches nobody', async () => {
    await desks.create({ key: 'moon-card', topic: 'cards' });
    await desks.draft({ key: 'moon-card', question: 'Moon?', title: 'Moon', body: 'Yes.', short: 'Yes.' });
    expect(await radius('answer: "moon-card"')).toMatchObject({ renditions: 0, answers: { totalCount: 0 } });
  });

  it.each([
    ['nothing is named', 'days: 3', 'Give one of'],
    ['two things are named', 'answer: "card-arrival", statement: "1"', 'Give one of'],
    ['there is no draft', 'answer: "activate-my-card"', 'There is no draft of activate-my-card'],
    ['there is no such statement', 'statement: "999999"', 'There is no statement 999999'],
    ['there is no such release', 'release: "none-such"', 'There is no release named none-such'],
    ['the days are too many', 'answer: "card-arrival", days: 366', 'days must be from 1 to 365'],
  ])('is refused in a sentence where %s', async (_, change, sentence) => {
    await expect(radius(change)).rejects.toThrow(sentence);
  });
});

/** As the probe of the web chat does it. */
async function askAsTheChecker(): Promise<void> {
  const base = `${service.url}/v3/directline`;
  const bearer = service.app.keys.webchat;
  const grant = (await callForJson(`${base}/tokens/generate`, { token: bearer, body: {} })) as Record<string, string>;
  const token = grant['token'] ?? '';
  await callForJson(`${base}/conversations`, { token, body: { locale: 'en' } });
  const path = `${base}/conversations/${grant['conversationId']}/activities`;
  await callForJson(path, {
    token,
    body: { type: 'message', text: question, locale: 'en', channelData: { probe: true } },
  });
  await expect.poll(async () => JSON.stringify(await callForJson(path, { token }))).toContain('UV-');
}
