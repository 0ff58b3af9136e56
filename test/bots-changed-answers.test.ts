import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectLine } from './support/direct-line.js';
import { type Desks, openDesks } from './support/editing.js';
import { startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService('demo', { environment: { ROLES: 'api,bots' } });
  desks = openDesks(service);
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
});
