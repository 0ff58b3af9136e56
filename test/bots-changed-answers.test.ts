import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strikeDate } from '../src/knowledge/index.js';
import { startDirectLine } from './support/direct-line.js';
import { type EmergencyDesks, openEmergencyDesks } from './support/emergencies.js';
import { startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: EmergencyDesks;

beforeAll(async () => {
  service = await startTestService('demo', { environment: { ROLES: 'api,bots' } });
  desks = openEmergencyDesks(service);
}, 60_000);
afterAll(() => service.close());

const begin = () => startDirectLine(service.url, { key: service.app.keys.webchat });
const other = 'Where can I pay with my Larkhaven card?';
const question = 'Can I choose my own PIN number?';

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

  it('so is one whose days are over', async () => {
    const chat = await begin();
    const [told] = await chat.ask('Why was my cash withdrawal declined?');
    const key = String(told?.channelData?.['answer']);
    const ends = new Date(service.app.services.clock.now().getTime() + 3_000).toISOString();
    await desks.published({ key, effectiveTo: ends, expectedEdit: 0 });
    const { services } = service.app;
    const isThere = async () => {
      await strikeDate(services, services.snapshots.current());
      await services.snapshots.refresh();
      return services.snapshots.current().answers.has(key);
    };
    await expect.poll(isThere, { timeout: 50_000 }).toBe(false);
    const replies = await chat.ask(other);
    expect(replies.map(({ channelData }) => channelData?.['kind'])).toEqual(['notice', 'answer']);
  });
});
