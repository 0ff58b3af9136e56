import fc from 'fast-check';
import { expect, it } from 'vitest';
import { botChannels } from '../bots/conversation/bot-channel.js';
import { newState } from '../bots/conversation/conversation.js';
import { hearOfHandoff } from '../bots/conversation/hand-off.js';
import { handoffEvent } from '../bots/conversation/handoff-packet.js';
import { handoffStates } from '../bots/conversation/handoff-status.js';
import { knowledgeOver } from '../bots/conversation/knowledge.js';
import { takeTurn, type Turn } from '../bots/conversation/take-turn.js';
import { createLog } from '../src/platform/log.js';
import { botApi, smallBank } from './support/bot-knowledge.js';

const knowledge = knowledgeOver({
  run: botApi(smallBank()),
  credential: 'key',
  channel: 'webchat',
  network: 'webchat',
  locale: 'en',
  message: null,
  log: createLog('silent'),
});
const now = { weekday: 0, minutes: 720 };

const saying = fc.constantFrom('agent', 'Who is the king?', 'How much can I top up?', '', 'transfer cost', '2');
const event = fc.oneof(
  { weight: 3, arbitrary: saying.map((text) => ({ text })) },
  { weight: 2, arbitrary: fc.constantFrom(...handoffStates).map((news) => ({ news })) },
);

it('a person is called once until the news is that they have left or are not coming, and the bot is silent only while they are here', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 14 }), async (events) => {
      let state = newState;
      let isCalled = false;
      let isHere = false;
      for (const one of events) {
        const turn: Turn =
          'news' in one
            ? await hearOfHandoff(knowledge, state, one.news)
            : await takeTurn(knowledge, { channel: botChannels.webchat, state, text: one.text, now });
        const calls = turn.messages.filter(({ handoff }) => handoff !== null).length;
        expect(calls).toBeLessThanOrEqual(isCalled ? 0 : 1);
        if ('text' in one) expect(turn.messages.length === 0).toBe(isHere);
        const isNewsOfEnd: boolean = 'news' in one && isCalled && one.news !== 'accepted';
        if (isNewsOfEnd) expect(turn.messages).toHaveLength(1);
        isHere = !isNewsOfEnd && (isHere || ('news' in one && isCalled && one.news === 'accepted'));
        isCalled = !isNewsOfEnd && (isCalled || calls === 1);
        expect([state.person, turn.state.person]).toEqual([state.person, isHere ? 'HERE' : isCalled ? 'CALLED' : null]);
        state = turn.state;
      }
    }),
    { numRuns: 200 },
  );
});

it.each([
  ['c', 262_144, 10],
  ['bf-c', 80_000, 3],
])('the packet of %s fits an activity of %d bytes, however much was said', (id, mostBytes, atLeast) => {
  const at = new Date('2026-11-01T09:00:00Z');
  const transcript = Array.from({ length: 300 }, (_, place) => ({
    position: place + 1,
    at,
    activity: {
      type: 'message',
      from: { id: 'u-1', role: 'user' as const },
      text: `${place} ${'ÿ'.repeat(3_990)}`,
      channelData: { junk: 'x'.repeat(100_000) },
    },
  }));
  const conversation = {
    id,
    channelKey: 'webchat',
    userId: 'u-1',
    locale: 'de',
    state: newState,
    ended: false,
    length: 1,
  };
  const event = handoffEvent(conversation, transcript, { reason: 'ASKED_FOR_A_PERSON', outOfHours: false });
  const { activities } = (event.attachments?.[0]?.content ?? { activities: [] }) as {
    activities: readonly { text: string }[];
  };
  expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(mostBytes);
  expect(activities.length).toBeGreaterThan(atLeast);
  expect(activities.at(-1)?.text).toMatch(/^299 /);
});
