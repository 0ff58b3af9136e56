import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strikeDate } from '../src/knowledge/index.js';
import { manualClock } from '../src/platform/clock.js';
import { codesOf, type Desks, openDesks, type Step } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-12-01T12:00:00Z'));
let service: TestService;
let desks: Desks;
let counter = 0;

beforeAll(async () => {
  service = await startTestService('demo', { clock });
  desks = openDesks(service);
});

afterAll(() => service.close());

async function as<Data = Record<string, never>>(account: string, document: string, variables: object = {}) {
  const { data, errors } = await service.graphql<Data>(document, variables, await desks.token(account));
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  clock.advance(60_000);
  return data;
}

/** A published answer that shows a fact of its own. */
async function newAnswer(): Promise<{ readonly key: string; readonly fact: string }> {
  counter += 1;
  const [key, fact] = [`lacquer-${counter}`, `lacquer.fee.${counter}`];
  await as(
    people.editor,
    `mutation { createFact(input: { key: "${fact}", type: MONEY, name: "Lacquer", ownerTeam: "cards" }) }`,
  );
  await desks.value({ key: fact, value: 'GBP 1.00', source: 'Tariff', validFrom: '2026-01-01T00:00:00Z' });
  await desks.create({ key, topic: 'cards' });
  await publish(key, `Lacquer costs {{fact:${fact}}}.`);
  return { key, fact };
}

async function publish(key: string, body: string, more: object = {}): Promise<number> {
  const words = { question: `What does the lacquer of ${key} cost?`, title: 'Lacquer', short: body };
  const { version } = await desks.published({ key, ...words, body, ...more });
  clock.advance(60_000);
  return version;
}

interface Entry {
  readonly at: string;
  readonly snapshotSequence: number;
  readonly contentHashBefore: string | null;
  readonly contentHashAfter: string | null;
  readonly changes: readonly { kind: string; subject: string | null; before: string | null; after: string | null }[];
}

const entry = '{ at snapshotSequence contentHashBefore contentHashAfter changes { kind subject before after } }';

/** What changed, oldest first, as anyone reads it. */
async function historyOf(key: string, locale = 'en'): Promise<readonly Entry[]> {
  const { data } = await service.graphql<{ answer: { history: { nodes: Entry[] } } }>(
    `query ($key: String!, $locale: Locale) { answer(key: $key) { history(locale: $locale, first: 50) { nodes ${entry} } } }`,
    { key, locale },
  );
  return data.answer.history.nodes.toReversed();
}

const changesIn = (entries: readonly Entry[]) => entries.map(({ changes }) => changes);

describe("an answer's history", () => {
  it('tells every moment at which what customers read changed: a version, a fact, a version that waited for its day', async () => {
    const { key, fact } = await newAnswer();
    await desks.value({ key: fact, value: 'GBP 2.00', source: 'Tariff' });
    clock.advance(60_000);
    const day = new Date(clock.now().getTime() + 3_600_000);
    await publish(key, `We ask {{fact:${fact}}} for lacquer.`, { effectiveFrom: day.toISOString() });
    expect(changesIn(await historyOf(key))).toHaveLength(2);
    clock.set(new Date(day.getTime() + 5_000));
    await strikeDate(service.app.services, service.app.services.snapshots.current());
    await service.app.caughtUp();
    const entries = await historyOf(key);
    expect(changesIn(entries)).toEqual([
      [{ kind: 'VERSION', subject: null, before: null, after: '1' }],
      [{ kind: 'FACT_VALUE', subject: fact, before: '£1', after: '£2' }],
      [{ kind: 'VERSION', subject: null, before: '1', after: '2' }],
    ]);
    expect(entries.slice(1).map((one) => one.contentHashBefore)).toEqual(
      entries.slice(0, -1).map((one) => one.contentHashAfter),
    );
  });

  it('names for each moment the published state and the contentHash that a rendition of that moment has', async () => {
    const { key, fact } = await newAnswer();
    await desks.value({ key: fact, value: 'GBP 3.00', source: 'Tariff' });
    await publish(key, `Now {{fact:${fact}}}.`);
    for (const { at, snapshotSequence, contentHashAfter } of await historyOf(key)) {
      const { data } = await service.graphql(
        'query ($key: String!, $asOf: AsOfInput) { snapshot(asOf: $asOf) { sequence } answer(key: $key, asOf: $asOf) { rendition { contentHash } } }',
        { key, asOf: { knownAt: at } },
      );
      expect(data).toEqual({
        snapshot: { sequence: snapshotSequence },
        answer: { rendition: { contentHash: contentHashAfter } },
      });
    }
  });

  it('is told apart by language: a translation is news to its readers alone, and the source they no longer read is none', async () => {
    const { key, fact } = await newAnswer();
    const german = {
      question: 'Was kostet Lack?',
      title: 'Lack',
      body: `Lack: {{fact:${fact}}}.`,
      short: `{{fact:${fact}}}.`,
    };
    await desks.translated({ key, locale: 'de', ...german });
    await publish(key, `It costs {{fact:${fact}}}.`);
    expect(changesIn(await historyOf(key, 'de'))).toEqual([
      [{ kind: 'VERSION', subject: null, before: null, after: '1' }],
      [{ kind: 'TRANSLATION', subject: 'de', before: 'en@1', after: 'de@1' }],
    ]);
    expect(changesIn(await historyOf(key))).toEqual([
      [{ kind: 'VERSION', subject: null, before: null, after: '1' }],
      [{ kind: 'VERSION', subject: null, before: '1', after: '2' }],
    ]);
  });

  it('shows outsiders nothing of what is planned, and as of a moment nothing that came later', async () => {
    const { key, fact } = await newAnswer();
    const before = clock.now().toISOString();
    clock.advance(60_000);
    await desks.value({ key: fact, value: 'GBP 77.00', source: 'Plan', validFrom: '2031-05-17T00:00:00Z' });
    await publish(key, 'Lacquer is off.');
    expect(changesIn(await historyOf(key))).toEqual([
      [{ kind: 'VERSION', subject: null, before: null, after: '1' }],
      [{ kind: 'VERSION', subject: null, before: '1', after: '2' }],
    ]);
    const { data } = await service.graphql<{ answer: { history: { totalCount: number } } }>(
      'query ($key: String!, $asOf: AsOfInput) { answer(key: $key, asOf: $asOf) { history { totalCount } } }',
      { key, asOf: { knownAt: before } },
    );
    expect(data.answer.history.totalCount).toBe(1);
  });
});

describe('an earlier version that is restored', () => {
  const mutation = (number: number, expectedEdit: number) =>
    `mutation ($key: String!) { step: restoreVersion(key: $key, number: ${number}, expectedEdit: ${expectedEdit}) { __typename ... on DraftSaved { draft { edit state body changeNote author } } ... on Conflict { actual theirs { body } } } }`;

  it('is a draft that goes through review, and becomes a version of its own', async () => {
    const { key } = await newAnswer();
    await publish(key, 'Lacquer is free.');
    const { step } = await as<{ step: Step }>(people.otherEditor, mutation(1, 0), { key });
    expect(step.draft).toMatchObject({
      edit: 1,
      state: 'DRAFT',
      changeNote: 'Restored version 1.',
      author: people.otherEditor,
    });
    expect(await desks.publish(key, 1)).toMatchObject({ __typename: 'Blocked' });
    await desks.requestReview(key, 1, people.otherEditor);
    await desks.approve(key, 2);
    expect(await desks.publish(key, 3)).toMatchObject({ __typename: 'Published', version: 3 });
    const { data } = await service.graphql<{ answer: { versions: { nodes: { hash: string }[] } } }>(
      'query ($key: String!) { answer(key: $key) { versions { nodes { number hash } } } }',
      { key },
    );
    const [third, second, first] = data.answer.versions.nodes;
    expect(third?.hash).toBe(first?.hash);
    expect(third?.hash).not.toBe(second?.hash);
  });

  it('never overwrites a draft that its author has not seen, and must exist', async () => {
    const { key } = await newAnswer();
    await desks.draft({ key, body: 'Mine.', expectedEdit: 0 });
    const { step } = await as<{ step: Step }>(people.otherEditor, mutation(1, 0), { key });
    expect(step).toMatchObject({ __typename: 'Conflict', actual: 1, theirs: { body: 'Mine.' } });
    const missing = await service.graphql(mutation(9, 1), { key }, await desks.token(people.editor));
    expect(codesOf(missing)).toEqual(['NOT_FOUND']);
  });
});

describe('an answer that is retired', () => {
  const propose =
    'mutation ($key: String!, $to: String) { retireAnswer(key: $key, redirectTo: $to, reason: "Merged.") { id } }';
  const confirm =
    'mutation ($key: String!, $id: ID!) { confirmRetirement(key: $key, proposal: $id) { snapshotSequence retirement { state decidedBy } } }';
  const decline = 'mutation ($key: String!, $id: ID!) { declineRetirement(key: $key, proposal: $id) { state } }';

  /** Its id. */
  async function proposed(key: string, to: string | null, by: string = people.editor): Promise<string> {
    return (await as<{ retireAnswer: { id: string } }>(by, propose, { key, to })).retireAnswer.id;
  }

  async function retire(key: string, to: string | null): Promise<void> {
    const id = await proposed(key, to);
    await as(people.reviewer, confirm, { key, id });
  }

  const codes = async (account: string, document: string, variables: object) =>
    codesOf(await service.graphql(document, variables, await desks.token(account)));

  it('needs two people, and is given as before until the second agrees', async () => {
    const [{ key }, { key: heir }] = [await newAnswer(), await newAnswer()];
    const id = await proposed(key, heir, people.reviewer);
    expect(await historyOf(key)).toHaveLength(1);
    expect(await codes(people.reviewer, confirm, { key, id })).toEqual(['FORBIDDEN']);
    expect(await codes(people.editor, confirm, { key, id })).toEqual(['FORBIDDEN']);
    expect(await codes(people.editor, propose, { key, to: null })).toEqual(['CONFLICT']);
    await as(people.otherReviewer, confirm, { key, id });
    expect(await codes(people.otherReviewer, confirm, { key, id })).toEqual(['NOT_FOUND']);
    const { data } = await service.graphql<{ answer: null }>('query ($key: String!) { answer(key: $key) { key } }', {
      key,
    });
    expect(data.answer).toBeNull();
  });

  it('may be turned down, and proposed again', async () => {
    const { key } = await newAnswer();
    const id = await proposed(key, null);
    await as(people.editor, decline, { key, id });
    expect(await codes(people.reviewer, confirm, { key, id })).toEqual(['NOT_FOUND']);
    await retire(key, null);
  });

  it('is decided on by those who read it: not where it was turned down and proposed anew, and the new one is shown', async () => {
    const [{ key }, { key: heir }] = [await newAnswer(), await newAnswer()];
    const read = await proposed(key, null);
    await as(people.editor, decline, { key, id: read });
    const present = await proposed(key, heir);
    for (const stale of [confirm, decline]) {
      const { errors } = await service.graphql(stale, { key, id: read }, await desks.token(people.reviewer));
      expect(errors?.[0]).toMatchObject({
        message: `By now ${people.editor} proposes to retire ${key} in favour of ${heir} (retirement ${present}): “Merged.” Read it again.`,
        extensions: { code: 'CONFLICT', retirement: Number(present), redirectTo: heir },
      });
    }
    await as(people.reviewer, confirm, { key, id: present });
  });

  it('leads to an answer that all of its readers may read, or to none', async () => {
    const { key } = await newAnswer();
    for (const to of ['nothing-of-the-kind', key, 'staff-fraud-escalation'])
      expect(await codes(people.editor, propose, { key, to }), to).toEqual(['BAD_INPUT']);
  });

  it('is found under its old address, in old links and by its key, also when its heir is retired in turn', async () => {
    const [{ key: first }, { key: second }, { key: third }, { key: linking }] = [
      await newAnswer(),
      await newAnswer(),
      await newAnswer(),
      await newAnswer(),
    ];
    await publish(linking, `See [the rest](answer:${first}).`);
    await retire(first, second);
    await retire(second, third);
    const page = (key: string, query = '') => fetch(`${service.url}/help/${key}${query}`, { redirect: 'manual' });
    const moved = await page(first, '?locale=de');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `/help/${third}?locale=de`]);
    expect((await page(second)).headers.get('location')).toBe(`/help/${third}`);
    expect((await page(third)).status).toBe(200);
    const { data } = await service.graphql<{ redirect: object; answer: { rendition: { html: string } } }>(
      'query ($key: String!, $linking: String!) { redirect(key: $key) { key title } answer(key: $linking) { rendition { html } } }',
      { key: first, linking },
    );
    expect(data.redirect).toEqual({ key: third, title: 'Lacquer' });
    expect(data.answer.rendition.html).toContain(`/help/${third}"`);
  });

  it('leads nowhere for those who could not read it, and where nothing takes its place', async () => {
    const { key } = await newAnswer();
    await desks.create({ key: 'staff-lacquer', topic: 'cards', audience: 'STAFF' });
    await publish('staff-lacquer', 'For staff.');
    await retire('staff-lacquer', key);
    const redirect = 'query ($key: String!) { redirect(key: $key) { key } }';
    expect((await service.graphql(redirect, { key: 'staff-lacquer' })).data).toEqual({ redirect: null });
    expect(await as(people.agent, redirect, { key: 'staff-lacquer' })).toEqual({ redirect: { key } });
    expect((await service.graphql(redirect, { key })).data).toEqual({ redirect: null });
    await retire(key, null);
    expect((await service.graphql(redirect, { key })).data).toEqual({ redirect: null });
    expect((await fetch(`${service.url}/help/${key}`)).status).toBe(404);
  });

  it('keeps its history for editors: its end is the last entry, with the answer that stands for it', async () => {
    const [{ key }, { key: heir }] = [await newAnswer(), await newAnswer()];
    const before = clock.now().toISOString();
    clock.advance(60_000);
    await retire(key, heir);
    const { answerHistory } = await as<{ answerHistory: Entry[] }>(
      people.editor,
      `query ($key: String!) { answerHistory(key: $key) ${entry} }`,
      { key },
    );
    expect(answerHistory[0]).toMatchObject({
      contentHashAfter: null,
      changes: [{ kind: 'RETIRED', subject: null, before: '1', after: heir }],
    });
    const query = 'query ($key: String!, $asOf: AsOfInput) { answer(key: $key, asOf: $asOf) { key } }';
    expect((await service.graphql(query, { key, asOf: { knownAt: before } })).data).toEqual({ answer: null });
    expect(await as(people.editor, query, { key, asOf: { knownAt: before } })).toEqual({ answer: { key } });
  });
});
