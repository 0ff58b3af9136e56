import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strikeDate } from '../src/knowledge/index.js';
import { manualClock } from '../src/platform/clock.js';
import { startDirectLine } from './support/direct-line.js';
import { type EmergencyDesks, openEmergencyDesks } from './support/emergencies.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-11-02T10:00:00Z'));
let service: TestService;
let desks: EmergencyDesks;

beforeAll(async () => {
  service = await startTestService('demo', { clock, environment: { ROLES: 'api,bots' } });
  desks = openEmergencyDesks(service);
}, 60_000);
afterAll(() => service.close());

const minuteMs = 60_000;
const inMinutes = (minutes: number) => new Date(clock.now().getTime() + minutes * minuteMs).toISOString();

/** Lets minutes go by, and what is dated strike. */
async function passMinutes(minutes: number): Promise<void> {
  clock.advance(minutes * minuteMs);
  const { services } = service.app;
  await strikeDate(services, services.snapshots.current());
  await services.snapshots.refresh();
}

const kindsOf = async (said: ReturnType<Awaited<ReturnType<typeof begin>>['ask']>) =>
  (await said).map(({ channelData }) => channelData?.['kind']);
const begin = () => startDirectLine(service.url, { key: service.app.keys.webchat });
const other = 'Where can I pay with my Larkhaven card?';
const question = 'Can I choose my own PIN number?';

it('answers are not read from an earlier published state than was asked for', async () => {
  const { sequence } = service.app.services.snapshots.current();
  const read = (minSnapshot: number) =>
    service.graphql<{ answers: object }>(
      'query ($minSnapshot: Int) { answers(keys: ["change-pin"], minSnapshot: $minSnapshot) { nodes { snapshotSequence } } }',
      { minSnapshot },
      null,
    );
  expect((await read(sequence)).data).toEqual({ answers: { nodes: [{ snapshotSequence: sequence }] } });
  expect((await read(sequence + 1_000)).errors?.[0]?.extensions.code).toBe('SNAPSHOT_NOT_REACHED');
});

describe('in the web chat of the bank', () => {
  it('an answer whose new version is major is told anew before the next reply', async () => {
    const chat = await begin();
    const [told] = await chat.ask(question);
    const key = String(told?.channelData?.['answer']);
    const { version } = await desks.published({
      key,
      body: 'You choose your PIN yourself, at any cash machine of ours.',
      short: 'You choose your PIN yourself, at any cash machine of ours.',
      changeNote: 'PINs are chosen at machines now.',
      significance: 'MAJOR',
    });
    const replies = await chat.ask(other);
    expect(replies.map(({ channelData }) => channelData?.['kind'])).toEqual(['notice', 'answer', 'answer']);
    expect(replies[1]).toMatchObject({
      channelData: { answer: key, version },
      text: expect.stringContaining('any cash machine of ours'),
    });
    expect((await chat.ask(other)).map(({ channelData }) => channelData?.['kind'])).toEqual(['answer']);
  });

  it('an answer that two people withdraw is taken back before the next reply, by its receipt', async () => {
    const chat = await begin();
    const [told] = await chat.ask('How do I activate my card?');
    await desks.withdraw(String(told?.channelData?.['answer']));
    const replies = await chat.ask(other);
    expect(replies.map(({ channelData }) => channelData?.['kind'])).toEqual(['notice', 'answer']);
    expect(replies[0]?.text).toContain('is no longer valid');
    expect(replies[0]?.text).toContain(String(told?.channelData?.['receipt']));
    expect((await chat.ask(other)).map(({ channelData }) => channelData?.['kind'])).toEqual(['answer']);
  });

  it('one that is retired is followed by the answer that stands in its place', async () => {
    const chat = await begin();
    const [told] = await chat.ask('How do I link a card I already have to the app?');
    expect(told).toMatchObject({ channelData: { answer: 'card-linking' } });
    const heir = 'getting-virtual-card';
    const as = async <T>(by: string, mutation: string) =>
      (await service.graphql<T>(mutation, {}, await desks.token(by))).data;
    const { retireAnswer } = await as<{ retireAnswer: { id: string } }>(
      people.editor,
      `mutation { retireAnswer(key: "card-linking", reason: "Merged.", redirectTo: "${heir}") { id } }`,
    );
    await as(
      people.reviewer,
      `mutation { confirmRetirement(key: "card-linking", proposal: "${retireAnswer.id}") { snapshotSequence } }`,
    );
    const replies = await chat.ask(other);
    expect(replies.map(({ channelData }) => channelData?.['kind'])).toEqual(['notice', 'answer', 'answer']);
    expect(replies[1]).toMatchObject({ channelData: { answer: heir } });
  });

  it('one whose days are over is taken back too', async () => {
    const chat = await begin();
    const key = 'christmas-design';
    const seasonal = 'May I have a card with a Christmas tree on it?';
    await desks.create({ key, topic: 'cards' });
    await desks.published({
      key,
      question: seasonal,
      title: 'Christmas cards',
      body: 'You may have one until New Year.',
      short: 'You may have one until New Year.',
      effectiveTo: inMinutes(1),
    });
    await service.graphql(
      'mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }',
      { key, text: seasonal },
      await desks.token(people.editor),
    );
    expect((await chat.ask(seasonal))[0]).toMatchObject({ channelData: { answer: key } });
    await passMinutes(2);
    expect(await kindsOf(chat.ask(other))).toEqual(['notice', 'answer']);
  });

  it('one whose passing version is over is told as it was before, and holds again', async () => {
    const chat = await begin();
    const [before] = await chat.ask(question);
    const key = String(before?.channelData?.['answer']);
    const passing = {
      significance: 'MAJOR',
      effectiveTo: inMinutes(1),
      body: 'No limit today.',
      short: 'No limit today.',
    };
    const { version } = await desks.published({ key, mustSay: [], ...passing });
    const retold = await chat.ask(question);
    expect(retold.map(({ channelData }) => channelData?.['kind'])).toEqual(['notice', 'answer']);
    expect(retold.at(-1)).toMatchObject({ channelData: { version } });
    await passMinutes(2);
    const back = await chat.ask(other);
    expect(back.map(({ channelData }) => channelData?.['kind'])).toEqual(['notice', 'answer', 'answer']);
    expect(back[1]).toMatchObject({ channelData: { answer: key, version: before?.channelData?.['version'] } });
  });
});
