import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModel, inputHash, trainModel } from '../src/matching/index.js';
import { trainingInputInTurns } from '../src/matching/training-input.js';
import { manualClock } from '../src/platform/clock.js';
import { codesOf } from './support/editing.js';
import { openReleaseDesk, openSmallBank, type ReleaseDesk } from './support/release-desk.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-11-28T10:00:00Z'));
const { agent, editor, reviewer } = people;
const always = 'from: "2026-11-01T00:00:00Z", to: "2026-12-31T00:00:00Z"';
let service: TestService;
let desk: ReleaseDesk;

const subjects = { otters: 'river otters', engines: 'steam engines', lemons: 'lemon trees' } as const;

beforeAll(async () => {
  service = await startTestService('empty', { clock, train: async (input) => encodeModel(trainModel(input)) });
  await openSmallBank(service, clock, { answers: Object.keys(subjects) });
  desk = openReleaseDesk(service);
  for (const [key, subject] of Object.entries(subjects)) {
    await desk.published({
      key,
      question: `What of ${subject}?`,
      title: subject,
      body: `It is about ${subject}.`,
      short: `${subject}.`,
    });
    const add = [`tell me about ${subject}`, `${subject} please`, `what do ${subject} eat`];
    await release({ phrasings: { answer: key, add } });
  }
  for (const text of ['Do river otters have whiskers?', 'whiskers of river otters', 'tell me about whiskers of otters'])
    await asked(text);
}, 60_000);
afterAll(() => service.close());

let releases = 0;

/** Publishes items by two people and waits for the models; gives the release's key. */
async function release(...items: readonly object[]): Promise<string> {
  clock.advance(60_000);
  const key = `release-${(releases += 1)}`;
  await desk.publishedRelease(key, ...items);
  await service.app.caughtUp();
  return key;
}

async function asked(question: string, token = service.app.keys.webchat, audience = 'PUBLIC'): Promise<void> {
  const mutation = 'mutation ($input: InquiryMessageInput!) { recordInquiry(input: $input) { id } }';
  const { errors } = await service.graphql(mutation, { input: { question, audience, channel: 'webchat' } }, token);
  if (errors) throw new Error(errors[0]?.message);
}

interface Sample {
  readonly id: string;
  readonly count: number;
  readonly hash: string;
  readonly frozenBy: string;
  readonly isLearned: boolean;
}

async function frozen(window = always, by: string = editor): Promise<Sample> {
  const { freeze } = await desk.read<{ freeze: Sample }>(
    `mutation { freeze: freezeQuestions(${window}) { id count hash frozenBy isLearned } }`,
    by,
  );
  return freeze;
}

const samples = async () =>
  (await desk.read<{ questionSamples: Sample[] }>('{ questionSamples { id count hash frozenBy isLearned } }'))
    .questionSamples;

/** The model that answers an audience, and the confidence that it has in what it finds for a question. */
async function found(question: string, audience = 'PUBLIC', more = '') {
  const fields = '{ modelId confidence }';
  const { ask } = await desk.read<{ ask: { modelId: string; confidence: number }[] }>(
    `{ ask(question: "${question}", audience: ${audience}${more}) { ... on Answered ${fields} ... on Choices ${fields} ... on NoAnswer ${fields} } }`,
  );
  return ask[0];
}

describe('learning from the log', () => {
  it('begins with a release that a second person approves, and ends with another', async () => {
    const before = { open: await found('whiskers'), staff: await found('whiskers', 'STAFF') };
    const sample = await frozen();
    expect(sample).toMatchObject({ frozenBy: editor, isLearned: false });
    expect(sample.count).toBeGreaterThanOrEqual(3);
    await service.app.caughtUp();
    expect(await found('whiskers')).toEqual(before.open);
    const item = { questions: { sample: sample.id } };
    await desk.open('own', item);
    await expect(desk.step('approveRelease', 'own', { by: editor })).rejects.toThrow();
    await desk.step('cancelRelease', 'own');
    await release(item);
    const learned = await found('whiskers');
    expect(learned?.confidence).toBeGreaterThan(before.open?.confidence ?? 1);
    expect((await samples()).find(({ id }) => id === sample.id)?.isLearned).toBe(true);
    await release({ questions: {} });
    expect(await found('whiskers')).toEqual(before.open);
    expect(await found('whiskers', 'STAFF')).toEqual(before.staff);
    expect((await samples()).some(({ isLearned }) => isLearned)).toBe(false);
  });

  it('takes from nobody who sees more than those it answers', async () => {
    clock.advance(60_000);
    const from = clock.now().toISOString();
    clock.advance(1_000);
    await asked('steam engines with grommets please', await desk.token(editor), 'STAFF');
    clock.advance(1_000);
    const sample = await frozen(`from: "${from}", to: "${clock.now().toISOString()}"`);
    expect(sample.count).toBe(1);
    const before = { open: await found('grommets'), staff: await found('grommets', 'STAFF') };
    const key = await release({ questions: { sample: sample.id } });
    const after = { open: await found('grommets'), staff: await found('grommets', 'STAFF') };
    expect(after.staff?.confidence).toBeGreaterThan(before.staff?.confidence ?? 1);
    expect(after.open).toEqual(before.open);
    await desk.step('rollbackRelease', key);
    await service.app.caughtUp();
    expect(await found('grommets', 'STAFF')).toEqual(before.staff);
  });

  it('trains the model that its hash names, and is part of the past', async () => {
    const before = await found('whiskers');
    const then = clock.now().toISOString();
    await release({ questions: { sample: (await frozen()).id } });
    const snapshot = service.app.services.snapshots.current();
    const hash = inputHash(await trainingInputInTurns(snapshot, 'en', 'PUBLIC'));
    const pointer = await service.app.db
      .selectFrom('model_pointer')
      .select('input_hash')
      .where('audience', '=', 'PUBLIC')
      .executeTakeFirstOrThrow();
    expect(pointer.input_hash).toBe(hash);
    expect((await found('whiskers'))?.modelId).not.toBe(before?.modelId);
    const instants = `, asOf: { validAt: "${then}", knownAt: "${then}" }`;
    expect((await found('whiskers', 'PUBLIC', instants))?.modelId).toBe(before?.modelId);
    await release({ questions: {} });
  });
});

describe('a sample of questions', () => {
  it('stays what it is whatever becomes of the log, and names no question in the audit trail', async () => {
    const [one, same] = [await frozen(), await frozen()];
    expect(same.hash).toBe(one.hash);
    const { rows: kept } = await sql`select questions from question_sample where id = ${one.id}`.execute(
      service.app.db,
    );
    await asked('how old do lemon trees get');
    expect((await frozen()).hash).not.toBe(one.hash);
    const { rows: still } = await sql`select questions from question_sample where id = ${one.id}`.execute(
      service.app.db,
    );
    expect(still).toEqual(kept);
    const { rows: trail } = await sql<{ text: string }>`
      select entry::text as text from audit_entry as entry where entry::text like '%questions.frozen%'`.execute(
      service.app.db,
    );
    expect(trail.length).toBeGreaterThan(2);
    expect(JSON.stringify(trail)).not.toMatch(/whiskers|lemon trees/);
  });

  it('is frozen by those who write, within bounds, and learned in its own language only', async () => {
    const refused = async (more: string, by: string = editor) =>
      codesOf(await service.graphql(`mutation { freezeQuestions(${more}) { id } }`, {}, await desk.token(by)));
    expect(await refused(always, agent)).toEqual(['FORBIDDEN']);
    expect(await refused(`${always}, most: 10001`)).toEqual(['BAD_INPUT']);
    expect(await refused(`${always}, locale: "de"`)).toEqual(['BAD_INPUT']);
    expect(await refused('from: "2026-11-02T00:00:00Z", to: "2026-11-01T00:00:00Z"')).toEqual(['BAD_INPUT']);
    expect((await frozen(`${always}, most: 2`, reviewer)).count).toBe(2);
    const { id } = await frozen();
    await desk.open('foreign');
    await expect(desk.add('foreign', { questions: { locale: 'de', sample: id } })).rejects.toThrow('is of en');
    await expect(desk.add('foreign', { questions: { sample: '999999' } })).rejects.toThrow('no sample');
    await desk.add('foreign', { questions: { sample: id } });
    await expect(desk.add('foreign', { questions: {} })).rejects.toThrow('already');
    await desk.step('cancelRelease', 'foreign');
  });
});
