import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../src/access/index.js';
import { contradictsPublished } from '../src/consistency/index.js';
import { publishAnswer } from '../src/knowledge/index.js';
import { emptySnapshot, type PublishedAnswer, type Snapshot } from '../src/knowledge/snapshot.js';
import { type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService('demo');
  desks = openDesks(service);
});
afterAll(() => service.close());

// Three digits from the first on: sentences name answers in the order of their keys, and gated-10 would come before gated-9.
let made = 100;

/** An answer of its own for one case, with words that no other answer has. */
async function newAnswer(rest: object = {}): Promise<string> {
  made += 1;
  const key = `gated-${made}`;
  await desks.create({ key, topic: 'cards', ...rest });
  return key;
}

function words(key: string, rest: object = {}) {
  return { key, question: `What is ${key}?`, title: key, body: `It is ${key}.`, short: `${key}.`, ...rest };
}

/** What the gate says to a draft that two people agreed on; `null` = it was published. */
async function obstaclesTo(input: { readonly key: string; readonly [field: string]: unknown }) {
  const sequence = await newestSwitch();
  const outcome = await desks.publish(input.key, await desks.approved(input));
  if (outcome.__typename === 'Published') return null;
  expect(await newestSwitch(), 'nothing was published').toBe(sequence);
  return outcome.obstacles;
}

async function newestSwitch(): Promise<number> {
  await service.app.services.snapshots.refresh();
  return service.app.services.snapshots.current().sequence;
}

async function refusal(mutation: string, by: string) {
  const sequence = await newestSwitch();
  const { errors } = await service.graphql(mutation, {}, await desks.token(by));
  expect(await newestSwitch(), 'nothing was published').toBe(sequence);
  return errors?.map(({ message, extensions }) => [extensions.code, message]);
}

const addPhrasing = (key: string, text: string) => `mutation { addPhrasing(key: "${key}", text: "${text}") { key } }`;

async function fact(key: string, value: string, type = 'MONEY'): Promise<void> {
  await service.graphql(
    `mutation { createFact(input: { key: "${key}", type: ${type}, name: "${key}", ownerTeam: "cards" }) }`,
    {},
    await desks.token(people.editor),
  );
  await desks.value({ key, value, source: 'Tariff' });
}

describe('the gate', () => {
  it('has nothing to say to the demo bank, were all of it published at once', async () => {
    const { gateRules, snapshots } = service.app.services;
    const after = snapshots.current();
    const changed = [...after.answers.keys()].filter((key) => !key.startsWith('gated-')).sort();
    const before = { ...emptySnapshot('en'), facts: new Map() };
    expect(changed.length).toBeGreaterThan(100);
    const found = await Promise.all(gateRules.map((rule) => rule({ before, after, changed })));
    expect(found.flat()).toEqual([]);
  });

  it('is shown on a draft as soon as it is handed to a second person, and leaves no trace of the rehearsal', async () => {
    const key = await newAnswer();
    const saved = await desks.draft(words(key, { body: 'See [that](answer:gated-never).', short: 'x'.repeat(400) }));
    expect(saved.draft?.obstacles).toHaveLength(2);
    const mended = await desks.draft(words(key, { short: 'x'.repeat(400), expectedEdit: 1 }));
    expect(mended.draft?.obstacles).toEqual(['It is being written: a second person must approve it first.']);
    const sequence = await newestSwitch();
    const { draft } = await desks.requestReview(key, 2);
    expect(draft?.obstacles).toEqual([
      'It is in review: a second person must approve it first.',
      expect.stringContaining('is too long for Social public reply'),
    ]);
    expect(await newestSwitch()).toBe(sequence);
    expect((await desks.approve(key, 3)).draft?.obstacles).toEqual([expect.stringContaining('is too long')]);
  });
});

describe('a change is held back when', () => {
  it('it leaves a fact that an answer shows without a value', async () => {
    await fact('gate.members', '4', 'COUNT');
    await service.graphql(
      'mutation { createFact(input: { key: "gate.share", type: COUNT, name: "Share", ownerTeam: "cards" }) }',
      {},
      await desks.token(people.editor),
    );
    const { data } = await service.graphql<{ stateFormula: { statement: string } }>(
      'mutation { stateFormula(input: { key: "gate.share", formula: "100 / gate_members", decimals: 0, rounding: HALF_UP, source: "Rule" }) { statement } }',
      {},
      await desks.token(people.editor),
    );
    await desks.publishValue(data.stateFormula.statement);
    const key = await newAnswer();
    await desks.published(words(key, { body: 'Each member has {{fact:gate.share}} parts.' }));
    const sequence = await newestSwitch();
    const stated = await desks.state({ key: 'gate.members', value: '0', source: 'Tariff' });
    expect(await desks.publishValue(stated.statement ?? '')).toMatchObject({
      __typename: 'Blocked',
      obstacles: [`${key} could be shown to nobody: the fact gate.share would have no value for it.`],
    });
    expect(await newestSwitch()).toBe(sequence);
    const mended = await desks.state({ key: 'gate.members', value: '5', source: 'Tariff' });
    expect((await desks.publishValue(mended.statement ?? '')).__typename).toBe('FactPublished');
  });

  it('two values of a fact fit an answer equally well', async () => {
    await fact('gate.lounge', 'GBP 30.00');
    const key = await newAnswer({
      scope: [
        { dimension: 'customer', value: 'business' },
        { dimension: 'country', value: 'de' },
      ],
    });
    await desks.published(words(key, { body: 'The lounge costs {{fact:gate.lounge}}.' }));
    const scoped = (dimension: string, value: string) => ({
      key: 'gate.lounge',
      value: 'GBP 20.00',
      scope: [{ dimension, value }],
      source: 'Tariff',
    });
    await desks.value(scoped('customer', 'business'));
    const stated = await desks.state(scoped('country', 'de'));
    expect(await desks.publishValue(stated.statement ?? '')).toMatchObject({
      __typename: 'Blocked',
      obstacles: [
        `${key} shows the fact gate.lounge, whose values for country=de and for customer=business fit it equally well.`,
      ],
    });
  });

  it('a link of it leads to an answer that is not published', async () => {
    const [from, to] = [await newAnswer(), await newAnswer()];
    const linking = words(from, { body: `Read [more](answer:${to}).` });
    expect(await obstaclesTo(linking)).toEqual([
      `${from} links to ${to}, and no such answer would be published for its readers.`,
    ]);
    await desks.published(words(to));
    expect((await desks.publish(from, 3)).__typename).toBe('Published');
  });

  it('it retires an answer that others link to and puts nothing in its place', async () => {
    const [from, to, other] = [await newAnswer(), await newAnswer(), await newAnswer()];
    await desks.published(words(to));
    await desks.published(words(other));
    await desks.published(words(from, { body: `Read [more](answer:${to}).` }));
    const retire = async (rest: string) =>
      service.graphql<{ retireAnswer: { id: string } }>(
        `mutation { retireAnswer(key: "${to}", reason: "Old."${rest}) { id } }`,
        {},
        await desks.token(people.editor),
      );
    const { id } = (await retire('')).data.retireAnswer;
    const confirm = (proposal: string) =>
      `mutation { confirmRetirement(key: "${to}", proposal: "${proposal}") { snapshotSequence } }`;
    expect(await refusal(confirm(id), people.reviewer)).toEqual([
      ['CONFLICT', `${from} links to ${to}, and no such answer would be published for its readers.`],
    ]);
    await service.graphql(
      `mutation { declineRetirement(key: "${to}", proposal: "${id}") { state } }`,
      {},
      await desks.token(people.editor),
    );
    const again = (await retire(`, redirectTo: "${other}"`)).data.retireAnswer;
    const { errors } = await service.graphql(confirm(again.id), {}, await desks.token(people.reviewer));
    expect(errors).toBeUndefined();
  });

  it('customers ask another answer with the same words, however they are spelled', async () => {
    const [one, two] = [await newAnswer(), await newAnswer()];
    await desks.published(words(one));
    await desks.published(words(two));
    await service.graphql(addPhrasing(one, 'Where do I buy stamps?'), {}, await desks.token(people.editor));
    expect(await refusal(addPhrasing(two, 'where do I buy  STAMPS'), people.editor)).toEqual([
      [
        'CONFLICT',
        `“Where do I buy stamps?” would ask two answers, ${one} and ${two}, which hold for the same people.`,
      ],
    ]);
    expect(await obstaclesTo(words(two, { question: `What is ${one}?` }))).toEqual([
      `“What is ${one}?” would ask two answers, ${one} and ${two}, which hold for the same people.`,
    ]);
  });

  it('its short form is longer than a channel that has no room for the whole can show', async () => {
    const key = await newAnswer();
    expect(await obstaclesTo(words(key, { short: 'x'.repeat(281) }))).toEqual([
      `The short form of ${key} in en is too long for Social public reply, which shows at most 280 characters.`,
    ]);
    await desks.draft(words(key, { short: 'x'.repeat(280), expectedEdit: 3 }));
    await desks.requestReview(key, 4);
    await desks.approve(key, 5);
    expect((await desks.publish(key, 6)).__typename).toBe('Published');
  });

  it('its short form drops what must be said', async () => {
    const clause = 'Keep the receipt for 5 years.';
    const key = await newAnswer({ mustSay: [clause] });
    const filler = 'You find the list of branches on the map, with their doors, ramps and lifts. ';
    expect(await obstaclesTo(words(key, { body: `${filler}${clause}`, short: `${filler}Ask there.` }))).toEqual([
      `${key} in en does not say in its short form: “${clause}”`,
    ]);
    // A link to the whole says nothing, whether the channel sets it or the editor.
    const linked = 'The full answer: [on the map](https://example.com/map)';
    expect(await obstaclesTo({ key, short: linked, expectedEdit: 3 })).toContain(
      `${key} in en does not say in its short form: “${clause}”`,
    );
    const reworded = `${filler.repeat(2)}For 5 years you must keep your receipt safe at home, in a box or in a drawer that you lock, please.`;
    expect(await obstaclesTo({ key, short: reworded, expectedEdit: 6 })).toBeNull();
  });

  it('a short form from before that rule is written anew without what must be said; a new value in it is let through', async () => {
    const key = await newAnswer({ mustSay: ['A map costs {{fact:map.price}}.'] });
    await fact('map.price', 'GBP 4.00');
    const edit = await desks.approved(words(key, { body: 'A map costs {{fact:map.price}}.', short: 'Ask for a map.' }));
    await publishAnswer({ ...service.app.services, gateRules: [], actor: system }, { key, expectedEdit: edit });
    await desks.value({ key: 'map.price', value: 'GBP 5.00', source: 'Tariff' });
    expect(await obstaclesTo({ key, title: 'Maps', expectedEdit: 0 })).toBeNull();
    expect(await obstaclesTo({ key, short: 'Ask for one.', expectedEdit: 0 })).toEqual([
      `${key} in en does not say in its short form: “A map costs {{fact:map.price}}.”`,
    ]);
  });

  it('it says otherwise than another answer says to the same people', async () => {
    const [one, two] = [await newAnswer(), await newAnswer()];
    await desks.published(words(one, { body: 'A garden umbrella from our shop costs £12.00.' }));
    const contrary = words(two, { body: 'We have hats. A garden umbrella from our shop costs £14.00.' });
    expect(await obstaclesTo(contrary)).toEqual([
      `${two} in en says “A garden umbrella from our shop costs £14.00.”, but ${one} says “A garden umbrella from our shop costs £12.00.”.`,
    ]);
    await desks.draft({ key: two, body: 'A garden chair from our shop costs £14.00.', expectedEdit: 3 });
    await desks.requestReview(two, 4);
    await desks.approve(two, 5);
    expect((await desks.publish(two, 6)).__typename).toBe('Published');
  });

  it('a new value of a fact makes an answer say otherwise than another that has the old one in words', async () => {
    const [one, two] = [await newAnswer(), await newAnswer()];
    await fact('gate.locker', 'GBP 40.00');
    await desks.published(words(one, { body: 'A small locker in the vault costs {{fact:gate.locker}} a year.' }));
    await desks.published(words(two, { body: 'A small locker in the vault costs £40 a year.' }));
    const stated = await desks.state({ key: 'gate.locker', value: 'GBP 45.00', source: 'Tariff' });
    expect(await desks.publishValue(stated.statement ?? '')).toMatchObject({
      __typename: 'Blocked',
      obstacles: [
        `${one} in en says “A small locker in the vault costs £45 a year.”, but ${two} says “A small locker in the vault costs £40 a year.”.`,
      ],
    });
  });
});

describe('a change passes the gate when', () => {
  it('the same words and another figure are for other people', async () => {
    const scope = (value: string) => ({ scope: [{ dimension: 'customer', value }] });
    const [personal, business] = [await newAnswer(scope('personal')), await newAnswer(scope('business'))];
    const question = 'What does the silver folder cost?';
    await desks.published(words(personal, { question, body: 'The silver folder costs £3.00 in every branch.' }));
    expect(
      await obstaclesTo(words(business, { question, body: 'The silver folder costs £9.00 in every branch.' })),
    ).toBeNull();
    for (const key of [personal, business]) {
      const phrased = await service.graphql(
        addPhrasing(key, 'silver folder price'),
        {},
        await desks.token(people.editor),
      );
      expect(phrased.errors).toBeUndefined();
    }
  });

  it('two answers contradicted each other before: another change is not held up by it', async () => {
    const answer = (key: string, body: string) => {
      const text = { locale: 'en', body, short: '', hash: body };
      return { key, scope: {}, texts: new Map([['en', text]]) } as unknown as PublishedAnswer;
    };
    const state = (...answers: PublishedAnswer[]): Snapshot => ({
      ...emptySnapshot('en'),
      answers: new Map(answers.map((one) => [one.key, one])),
    });
    const other = answer('b', 'A garden umbrella from our shop costs £14.00.');
    const wrong = answer('a', 'A garden umbrella from our shop costs £12.00.');
    const reworded = answer('a', 'From our shop, a garden umbrella costs £12.00.');
    const worse = answer('a', 'From our shop, a garden umbrella costs £11.00.');
    const judge = (before: Snapshot, after: Snapshot) => contradictsPublished({ before, after, changed: ['a'] });
    expect(await judge(state(other), state(wrong, other))).toHaveLength(1);
    expect(await judge(state(wrong, other), state(reworded, other))).toEqual([]);
    expect(await judge(state(wrong, other), state(worse, other))).toHaveLength(1);
  });
});
