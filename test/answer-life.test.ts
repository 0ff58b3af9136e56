import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asked, codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService();
  desks = openDesks(service);
});

afterAll(() => service.close());

const words = {
  question: 'May I paint my card?',
  title: 'Painting a card',
  body: 'Please do not paint your card.',
  short: 'No, do not paint it.',
};
let counter = 0;

/** An answer of its own for each test, so that they may run in any order. */
async function newAnswer(input: object = {}): Promise<string> {
  counter += 1;
  const key = `painted-card-${counter}`;
  await desks.create({ key, topic: 'cards', ...input });
  return key;
}

async function draftOf(key: string, account: string): Promise<{ body: string; obstacles: readonly string[] } | null> {
  const { data } = await service.graphql<{ answer: { draft: { body: string; obstacles: string[] } | null } | null }>(
    'query ($key: String!) { answer(key: $key) { draft { body obstacles } } }',
    { key },
    await desks.token(account),
  );
  return data.answer?.draft ?? null;
}

interface Published {
  readonly version: { readonly number: number; readonly hash: string; readonly body: string };
  readonly versions: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly number: number; readonly hash: string; readonly supersededAt: string | null }[];
  };
}

async function published(key: string): Promise<Published | null> {
  const { data } = await service.graphql<{ answer: Published | null }>(
    'query ($key: String!) { answer(key: $key) { version { number hash body } versions { totalCount nodes { number hash supersededAt } } } }',
    { key },
  );
  return data.answer;
}

describe('a draft', () => {
  it('is visible to nobody outside, and to the people who work on it', async () => {
    const key = await newAnswer();
    await desks.published({ ...asked(key, words) });
    await desks.draft({ key, body: 'Paint it blue.', expectedEdit: 0 });
    const question =
      'query ($key: String!) { answer(key: $key) { draft { body } versions { nodes { body } } rendition { text } } }';
    const readers = [
      null,
      service.app.keys.webchat,
      service.app.keys.agents,
      service.app.keys.operator,
      await desks.token(people.agent),
    ];
    for (const reader of readers) {
      const { data } = await service.graphql<{ answer: { draft: object | null } }>(question, { key }, reader);
      expect(data.answer.draft).toBeNull();
      expect(JSON.stringify(data)).not.toContain('blue');
    }
    expect(await draftOf(key, people.editor)).toMatchObject({ body: 'Paint it blue.' });
    expect(await draftOf(key, people.reviewer)).toMatchObject({ body: 'Paint it blue.' });
  });

  it('of a new answer makes nothing visible', async () => {
    const key = await newAnswer();
    await desks.approved({ ...asked(key, words) });
    expect(await published(key)).toBeNull();
  });

  it('may not be approved by its author', async () => {
    const key = await newAnswer();
    await desks.draft({ ...asked(key, words) }, people.reviewer);
    await desks.requestReview(key, 1, people.reviewer);
    expect(
      await desks.refusals(`mutation { approveDraft(key: "${key}", expectedEdit: 2) { __typename } }`, people.reviewer),
    ).toEqual(['FORBIDDEN']);
    expect((await desks.approve(key, 2, people.otherReviewer)).draft).toMatchObject({
      state: 'APPROVED',
      author: people.reviewer,
    });
  });

  it('may not be approved before its author asks for it, nor by an editor', async () => {
    const key = await newAnswer();
    await desks.draft({ ...asked(key, words) });
    expect(
      await desks.refusals(`mutation { approveDraft(key: "${key}", expectedEdit: 1) { __typename } }`, people.reviewer),
    ).toEqual(['BAD_INPUT']);
    await desks.requestReview(key, 1);
    expect(
      await desks.refusals(
        `mutation { approveDraft(key: "${key}", expectedEdit: 2) { __typename } }`,
        people.otherEditor,
      ),
    ).toEqual(['FORBIDDEN']);
  });

  it('loses its approval when a word of it is changed', async () => {
    const key = await newAnswer();
    const edit = await desks.approved({ ...asked(key, words) });
    const changed = await desks.draft({ key, body: 'Paint it red.', expectedEdit: edit });
    expect(changed.draft).toMatchObject({ state: 'DRAFT', edit: edit + 1 });
    expect(await desks.publish(key, edit + 1)).toMatchObject({ __typename: 'Blocked' });
    expect(await published(key)).toBeNull();
  });

  it('keeps all that a later save does not name: its note and whether the meaning changes, too', async () => {
    const key = await newAnswer();
    await desks.published({ ...asked(key, words) });
    await desks.draft({ key, body: 'You may.', changeNote: 'Painting is allowed.', significance: 'MAJOR' });
    await desks.draft({ key, short: 'Yes.', expectedEdit: 1 }, people.otherEditor);
    const { data } = await service.graphql(
      'query ($key: String!) { answer(key: $key) { draft { body short changeNote significance } } }',
      { key },
      await desks.token(people.editor),
    );
    expect(data).toEqual({
      answer: {
        draft: { body: 'You may.', short: 'Yes.', changeNote: 'Painting is allowed.', significance: 'MAJOR' },
      },
    });
  });

  it('that two people change is kept as the first left it, and the second sees both sides', async () => {
    const key = await newAnswer();
    await desks.draft({ ...asked(key, words) });
    const [first, second] = [
      await desks.draft({ key, body: 'Paint it red.', expectedEdit: 1 }),
      await desks.draft({ key, body: 'Paint it green.', expectedEdit: 1 }, people.otherEditor),
    ];
    expect(first).toMatchObject({ __typename: 'DraftSaved', draft: { edit: 2, author: people.editor } });
    expect(second).toMatchObject({
      __typename: 'Conflict',
      expected: 1,
      actual: 2,
      theirs: { body: 'Paint it red.', author: people.editor },
    });
  });

  it('is not begun anew over one that is there', async () => {
    const key = await newAnswer();
    await desks.draft({ ...asked(key, words) });
    expect(await desks.draft({ ...asked(key, words), body: 'Mine.' }, people.otherEditor)).toMatchObject({
      __typename: 'Conflict',
      expected: 0,
      actual: 1,
      theirs: { body: words.body },
    });
  });
});

describe('publishing', () => {
  it('is blocked while nobody else has approved', async () => {
    const key = await newAnswer();
    await desks.draft({ ...asked(key, words) });
    expect(await desks.publish(key, 1)).toMatchObject({
      __typename: 'Blocked',
      obstacles: [expect.stringContaining('second person must approve')],
    });
    await desks.requestReview(key, 1);
    expect(await desks.publish(key, 2)).toMatchObject({
      __typename: 'Blocked',
      obstacles: [expect.stringContaining('in review')],
    });
    expect(await published(key)).toBeNull();
  });

  const faults: Readonly<Record<string, { readonly input: object; readonly reason: string }>> = {
    'a fact that does not exist': {
      input: { body: 'It costs {{fact:card.painting.fee}}.' },
      reason: 'no fact named card.painting.fee',
    },
    'a fact without a value for its scope': {
      input: { body: 'It costs {{fact:business.only.fee}}.' },
      reason: 'no value for this answer',
    },
    'an embed in other letters': {
      input: { body: 'It takes {{fact:Card.Delivery}}.' },
      reason: '{{fact:Card.Delivery}} is no fact',
    },
    'an embed of another kind': { input: { short: 'Dear {{name}}, no.' }, reason: '{{name}} is no fact' },
    'an embed that is never closed': {
      input: { body: 'It takes {{fact:card.delivery.standard}.' },
      reason: 'is no fact',
    },
    'an embed that is never opened': {
      input: { title: 'It takes fact:card.delivery.standard}}' },
      reason: 'is no fact',
    },
    'an embed in an unknown format': {
      input: { body: 'It takes {{fact:card.delivery.standard#roman}}.' },
      reason: '#roman is not a fact format',
    },
    'a link that leads nowhere': {
      input: { body: 'See [paints](answer:list-of-paints).' },
      reason: 'The link to list-of-paints leads nowhere',
    },
    'a link in the short form that leads nowhere': {
      input: { short: 'See [paints](answer:list-of-paints).' },
      reason: 'The link to list-of-paints leads nowhere',
    },
    'a link to an answer that its readers may not see': {
      input: { body: 'See [goodwill](answer:staff-goodwill-refund).' },
      reason: 'The link to staff-goodwill-refund leads nowhere',
    },
    'HTML in it': { input: { body: 'No <b onclick="alert(1)">paint</b>.' }, reason: 'HTML is not allowed' },
    'a script link': { input: { body: 'See [paints](javascript:alert(1)).' }, reason: 'not allowed' },
    'a required clause lost': { input: { body: 'Please do.' }, reason: 'The body must say: "do not paint"' },
  };

  beforeAll(async () => {
    const editor = await desks.token(people.editor);
    await service.graphql(
      'mutation { createFact(input: { key: "business.only.fee", type: MONEY, name: "Fee for firms", ownerTeam: "cards" }) }',
      {},
      editor,
    );
    await desks.value({
      key: 'business.only.fee',
      value: 'GBP 3.00',
      scope: [{ dimension: 'customer', value: 'business' }],
      source: 'Tariff',
    });
  });

  it.each(Object.entries(faults))('is blocked by %s, which the draft says beforehand', async (_, { input, reason }) => {
    const key = await newAnswer({ mustSay: ['do not paint'] });
    const { body, short } = { ...words, ...input };
    const kept = {
      ...('body' in input && !reason.includes('must say') && { body: `${body} Please do not paint it.` }),
      ...('short' in input && { short: `${short} Please do not paint it.` }),
    };
    const edit = await desks.approved({ ...asked(key, words), ...input, ...kept });
    const outcome = await desks.publish(key, edit);
    expect(outcome).toMatchObject({ __typename: 'Blocked', obstacles: [expect.stringContaining(reason)] });
    expect(await published(key)).toBeNull();
    const again = await desks.draft({ key, expectedEdit: edit });
    expect(again.draft?.obstacles).toEqual([expect.stringContaining('second person'), ...(outcome.obstacles ?? [])]);
  });

  it('names every reason at once', async () => {
    const key = await newAnswer();
    const edit = await desks.approved({
      key,
      ...words,
      body: '<i>{{fact:none.such}}</i> {{name}} [x](answer:nowhere)',
    });
    expect((await desks.publish(key, edit)).obstacles).toHaveLength(4);
  });

  it('makes the next version, which a question can read back at once', async () => {
    const question = 'How long does a new card take to arrive?';
    const before = await published('card-delivery-estimate');
    const next = await desks.published({
      key: 'card-delivery-estimate',
      short:
        'It takes {{fact:card.delivery.standard}}, as a rule; express delivery costs {{fact:card.delivery.express.fee}}.',
      changeNote: 'Softer.',
    });
    expect(next.version).toBe((before?.version.number ?? 0) + 1);
    const { data } = await service.graphql<{
      ask: { snapshotSequence: number; rendition: { version: number; short: string } }[];
    }>(
      'query ($question: String!, $minSnapshot: Int) { ask(question: $question, channel: "webchat", minSnapshot: $minSnapshot) { ... on Answered { snapshotSequence rendition { version short } } } }',
      { question, minSnapshot: next.snapshotSequence },
    );
    expect(data.ask[0]?.snapshotSequence).toBeGreaterThanOrEqual(next.snapshotSequence);
    expect(data.ask[0]?.rendition).toEqual({
      version: next.version,
      short: expect.stringMatching(/^It takes 5 working days, as a rule; express delivery costs £/),
    });
  });

  it('is not waited for longer than a moment: a snapshot that does not come is named', async () => {
    const reply = await service.graphql(
      '{ ask(question: "How long does a new card take to arrive?", minSnapshot: 1000000) { __typename } }',
    );
    expect(codesOf(reply)).toEqual(['SNAPSHOT_NOT_REACHED']);
  });

  it('for a later day changes nothing before it', async () => {
    const key = await newAnswer();
    await desks.published({ ...asked(key, words) });
    await desks.published({ key, body: 'From spring on you may.', effectiveFrom: '2099-03-01T00:00:00Z' });
    expect(await published(key)).toMatchObject({
      version: { number: 1, body: words.body },
      versions: { totalCount: 1 },
    });
  });

  it('gives one version when two people publish the same draft at once', async () => {
    const key = await newAnswer();
    for (let round = 1; round <= 20; round += 1) {
      const edit = await desks.approved({ ...asked(key, words), body: `Round ${round}.` });
      const outcomes = await Promise.all([
        desks.publish(key, edit, people.reviewer),
        desks.publish(key, edit, people.otherReviewer),
      ]);
      expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(['Conflict', 'Published']);
      expect(await published(key)).toMatchObject({
        version: { number: round, body: `Round ${round}.` },
        versions: { totalCount: round },
      });
    }
    const { rows } = await sql<{
      announced: number;
    }>`select count(*)::int as announced from outbox where type = 'answer.published' and payload ->> 'subject' = ${`answer/${key}`}`.execute(
      service.app.db,
    );
    expect(rows).toEqual([{ announced: 20 }]);
  });
});

describe('a version', () => {
  it('stays as it was when the next one takes its place', async () => {
    const key = await newAnswer();
    await desks.published({ ...asked(key, words) });
    const first = await published(key);
    await desks.published({ key, body: 'You may, on the back.' });
    const second = await published(key);
    expect(second?.versions.nodes.map(({ number }) => number)).toEqual([2, 1]);
    expect(second?.versions.nodes[1]?.hash).toBe(first?.version.hash);
    expect(second?.versions.nodes.map(({ supersededAt }) => supersededAt === null)).toEqual([true, false]);
    expect(second?.version.hash).not.toBe(first?.version.hash);
  });

  it('cannot be changed or deleted in the database either', async () => {
    const { db } = service.app;
    const count = () =>
      db
        .selectFrom('answer_version')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
    const before = await count();
    await expect(sql`update answer_version set body = 'Forged.' where number = 1`.execute(db)).rejects.toThrow(
      'immutable',
    );
    await expect(sql`delete from answer_version`.execute(db)).rejects.toThrow('immutable');
    await expect(sql`update translation set body = 'Gefälscht.'`.execute(db)).rejects.toThrow('immutable');
    expect(await count()).toEqual(before);
  });
});
