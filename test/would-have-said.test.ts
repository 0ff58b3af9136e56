import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTemplates } from '../seed/load-templates.js';
import { createAccount, createTeam, system } from '../src/access/index.js';
import { saveTemplate } from '../src/channels/index.js';
import { createTopic } from '../src/knowledge/index.js';
import { manualClock } from '../src/platform/clock.js';
import { startDirectLine } from './support/direct-line.js';
import { codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-12-01T12:00:00Z'));
let service: TestService;
let desks: Desks;
let counter = 0;

beforeAll(async () => {
  // A bank with next to nothing to learn: its matcher is trained in a moment.
  service = await startTestService('empty', { clock, environment: { ROLES: 'api,bots' } });
  desks = openDesks(service);
  const ctx = { db: service.app.db, clock, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
  const roles = [
    [people.editor, 'EDITOR'],
    [people.reviewer, 'REVIEWER'],
    [people.agent, 'AGENT'],
  ] as const;
  for (const [account, role] of roles)
    await createAccount(ctx, {
      key: account,
      name: account,
      email: `${account}@larkhaven.example`,
      role,
      team: 'cards',
    });
  const topic = {
    key: 'cards',
    name: 'Cards',
    parentKey: null,
    demandClass: 'SELF_SERVE',
    serviceLevelHours: 8,
  } as const;
  await createTopic(ctx, { ...topic, ownerTeam: 'cards', authorityTeam: 'cards' });
  for (const template of loadTemplates()) if (template.key === 'reply-to-question') await saveTemplate(ctx, template);
});

afterAll(() => service.close());

/** An answer that resolves word for word, and what it is asked with. */
async function newAnswer(): Promise<{ readonly key: string; readonly question: string }> {
  counter += 1;
  const [key, question] = [`gilding-${counter}`, `How is gilding number ${counter} done`];
  await desks.create({ key, topic: 'cards' });
  await say(key, 'By hand.');
  const { errors } = await service.graphql(
    'mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }',
    { key, text: question },
    await desks.token(people.editor),
  );
  expect(errors).toBeUndefined();
  return { key, question };
}

async function say(key: string, body: string): Promise<void> {
  await desks.published({ key, question: `What of ${key}?`, title: `Title of ${key}`, body, short: body });
  clock.advance(60_000);
}

interface Said {
  readonly basis: string;
  readonly deliveredAt: string | null;
  readonly snapshotSequence: number;
  readonly modelId: string | null;
  readonly said: readonly {
    readonly kind: string;
    readonly text: string;
    readonly answerKey: string | null;
    readonly version: number | null;
    readonly receiptCode: string | null;
    readonly choices: readonly string[];
  }[];
}

const document =
  'query ($question: String!, $channel: String!, $locale: Locale, $asOf: AsOfInput) { whatWouldWeHaveSaid(question: $question, channel: $channel, locale: $locale, asOf: $asOf) { basis deliveredAt snapshotSequence modelId said { kind text answerKey version receiptCode choices } } }';

async function wouldHaveSaid(question: string, asOf: object | null = null, channel = 'webchat'): Promise<Said> {
  const { data, errors } = await service.graphql<{ whatWouldWeHaveSaid: Said }>(
    document,
    { question, channel, asOf },
    await desks.token(people.editor),
  );
  if (errors) throw new Error(errors[0]?.message);
  return data.whatWouldWeHaveSaid;
}

const chat = (locale = 'en') => startDirectLine(service.url, { locale, key: service.app.keys.webchat });

describe('what we would have said', () => {
  it('is what we did say, to the letter, where someone asked just that and it still stood', async () => {
    const { key, question } = await newAnswer();
    const [reply] = await (await chat()).ask(`${question}?`);
    const deliveredAt = clock.now().toISOString();
    clock.advance(3_600_000);
    await say((await newAnswer()).key, 'Something else changed.');
    const said = await wouldHaveSaid(question.toUpperCase(), { knownAt: clock.now().toISOString() });
    expect(said).toMatchObject({ basis: 'DELIVERED', deliveredAt, modelId: null });
    expect(said.said).toEqual([
      {
        kind: 'ANSWER',
        text: reply?.text,
        answerKey: key,
        version: 1,
        receiptCode: reply?.channelData?.['receipt'],
        choices: [],
      },
    ]);
  });

  it('is made again from the answers of then where what was told had been replaced by that moment, or not yet been told', async () => {
    const { key, question } = await newAnswer();
    const first = clock.now().toISOString();
    clock.advance(60_000);
    await (await chat()).ask(question);
    await say(key, 'By machine.');
    const [then, now] = [await wouldHaveSaid(question, { knownAt: first }), await wouldHaveSaid(question)];
    expect(then).toMatchObject({ basis: 'RECONSTRUCTED', deliveredAt: null });
    expect(then.said).toMatchObject([{ kind: 'ANSWER', text: 'By hand.', answerKey: key, version: 1 }]);
    expect(now).toMatchObject({ basis: 'RECONSTRUCTED' });
    expect(now.said).toMatchObject([{ kind: 'ANSWER', text: 'By machine.', answerKey: key, version: 2 }]);
    expect(now.snapshotSequence).toBeGreaterThan(then.snapshotSequence);
  });

  it('is never taken from another channel, another language, or a moment that truth and knowledge do not share', async () => {
    const { question } = await newAnswer();
    await (await chat()).ask(question);
    const asked = clock.now().toISOString();
    clock.advance(60_000);
    expect((await wouldHaveSaid(question)).basis).toBe('DELIVERED');
    expect((await wouldHaveSaid(question, null, 'social')).basis).toBe('RECONSTRUCTED');
    expect((await wouldHaveSaid(question, { validAt: asked })).basis).toBe('RECONSTRUCTED');
    const german = await service.graphql<{ whatWouldWeHaveSaid: Said }>(
      document,
      { question, channel: 'webchat', locale: 'de' },
      await desks.token(people.editor),
    );
    expect(german.data.whatWouldWeHaveSaid.basis).toBe('RECONSTRUCTED');
  });

  it('is the mail that replied, without a word on who got it', async () => {
    const { key, question } = await newAnswer();
    const sent = await service.graphql(
      'mutation ($variables: [VariableInput!]) { sendTemplate(template: "reply-to-question", to: "nell@example.org", variables: $variables) { id } }',
      {
        variables: [
          { name: 'question', value: question },
          { name: 'answer', value: key },
        ],
      },
      service.app.keys.email,
    );
    expect(sent.errors).toBeUndefined();
    const said = await wouldHaveSaid(question, null, 'email');
    expect(said.basis).toBe('DELIVERED');
    expect(said.said).toMatchObject([{ kind: 'ANSWER', answerKey: key, version: 1 }]);
    expect(said.said[0]?.text).toContain('By hand.');
    expect(JSON.stringify(said)).not.toContain('nell');
  });

  it('is found by a matcher that knows the phrasings of then and no others', async () => {
    const { key, question } = await newAnswer();
    const before = clock.now().toISOString();
    clock.advance(60_000);
    await service.graphql(
      'mutation ($key: String!, $text: String!) { removePhrasing(key: $key, text: $text) { key } }',
      { key, text: question },
      await desks.token(people.editor),
    );
    clock.advance(60_000);
    const [then, now] = [await wouldHaveSaid(question, { knownAt: before }), await wouldHaveSaid(question)];
    expect(then.said.map(({ answerKey }) => answerKey)).toEqual([key]);
    expect(now.said.map(({ answerKey }) => answerKey)).not.toContain(key);
    expect(then.modelId).not.toBe(now.modelId);
  });

  it('is nothing before anything was published, and for editors alone to ask', async () => {
    const nothing = await wouldHaveSaid('Hello?', { knownAt: '2001-01-01T00:00:00Z' });
    expect(nothing).toMatchObject({ basis: 'RECONSTRUCTED', snapshotSequence: 0, said: [{ kind: 'NO_ANSWER' }] });
    for (const token of [null, service.app.keys.webchat, await desks.token(people.agent)]) {
      const codes = codesOf(await service.graphql(document, { question: 'Hello?', channel: 'webchat' }, token));
      expect(codes).toEqual([token === null ? 'UNAUTHENTICATED' : 'FORBIDDEN']);
    }
  });
});

describe('a question asked as of then', () => {
  const query =
    'query ($question: String!, $knownAt: DateTime!) { ask(question: $question, channel: "webchat", asOf: { knownAt: $knownAt }) { ... on Answered { answer { key } rendition { text } } ... on Choices { choices { answer { key } } } } }';

  it('gets the words of then, and nothing of an answer that was not known', async () => {
    const before = clock.now().toISOString();
    clock.advance(60_000);
    const { key, question } = await newAnswer();
    const then = clock.now().toISOString();
    clock.advance(60_000);
    await say(key, 'By machine.');
    const token = await desks.token(people.editor);
    const asked = async (knownAt: string) =>
      (await service.graphql<{ ask: readonly object[] }>(query, { question, knownAt }, token)).data?.ask;
    expect(await asked(then)).toEqual([{ answer: { key }, rendition: { text: 'By hand.' } }]);
    expect(await asked(clock.now().toISOString())).toEqual([{ answer: { key }, rendition: { text: 'By machine.' } }]);
    // Others that are asked much alike may be offered: it depends on what this file has written before.
    expect(JSON.stringify(await asked(before))).not.toContain(`"${key}"`);
  });

  it('is for those who read the past: it may need a model of its own', async () => {
    const variables = { question: 'How is gilding done', knownAt: clock.now().toISOString() };
    expect(codesOf(await service.graphql(query, variables))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await service.graphql(query, variables, await desks.token(people.agent)))).toEqual(['FORBIDDEN']);
  });
});
