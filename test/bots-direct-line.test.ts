import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Activity } from '../bots/conversation/activity.js';
import { readStream, startDirectLine } from './support/direct-line.js';
import {
  base,
  begin,
  call,
  type DirectLineNodes,
  directLineNodes,
  read,
  refused,
  say,
} from './support/direct-line-nodes.js';

const question = 'How long does a new card take to arrive?';

let nodes: DirectLineNodes;

beforeAll(async () => {
  nodes = await directLineNodes();
});
afterEach(() => nodes.stop());
afterAll(() => nodes.close());

const texts = (activities: readonly Activity[]): (string | undefined)[] => activities.map(({ text }) => text);

describe('a conversation', () => {
  it('is new once and known afterwards, and has begun before anything can be said in it', async () => {
    const at = await nodes.start();
    const { body: issued } = await call(at, 'POST', '/tokens/generate');
    const { conversationId: id, token } = issued as { conversationId: string; token: string };
    expect(await call(at, 'GET', `/conversations/${id}`, { token })).toMatchObject(
      refused(404, 'ConversationNotFound'),
    );
    expect((await call(at, 'POST', '/conversations', { token, body: { user: {} } })).status).toBe(201);
    expect((await call(at, 'POST', '/conversations', { token })).status).toBe(200);
    expect((await read(at, { id, token, user: '' })).activities).toHaveLength(1);
  });

  it('greets in the language of the client', async () => {
    const at = await nodes.start();
    const german = await begin(at, { 'accept-language': 'fr;q=0.3, de-AT;q=0, de, en;q=0.8' });
    expect((await read(at, german)).activities).toMatchObject([
      { type: 'message', locale: 'de', from: { role: 'bot' }, channelData: { kind: 'greeting' } },
    ]);
  });

  it('tells the answer with its version and receipt beside it', async () => {
    const chat = await startDirectLine((await nodes.start()).origin);
    const [answer] = await chat.ask(question);
    expect(answer).toMatchObject({
      textFormat: 'markdown',
      channelId: 'directline',
      channelData: { kind: 'answer', answer: 'card-delivery-estimate', version: 3 },
    });
    expect(answer?.text?.split('\n').at(-1)).toBe(`Receipt ${answer?.channelData?.['receipt']}`);
  });

  it('echoes the user’s own activity with its mark, in the name of the token’s user', async () => {
    const at = await nodes.start();
    const chat = await begin(at);
    await say(at, chat, {
      text: 'hello',
      from: { id: 'univocal', name: 'Boss', role: 'bot' },
      channelId: 'email',
      recipient: { id: 'x' },
      channelData: { clientActivityID: 'c-1' },
    });
    const own = (await read(at, chat)).activities.find(({ text }) => text === 'hello');
    expect(own).toMatchObject({
      from: { id: chat.user, role: 'user' },
      channelId: 'directline',
      channelData: { clientActivityID: 'c-1' },
    });
    expect(own?.recipient).toBeUndefined();
  });

  it('keeps and answers once what the client sends twice', async () => {
    const at = await nodes.start();
    const chat = await begin(at);
    const activity = { text: question, channelData: { clientActivityID: 'c-1' } };
    const [first, second] = [await say(at, chat, activity), await say(at, chat, activity)];
    expect(second.body).toEqual(first.body);
    await at.server.close();
    const later = await read(await nodes.start(), chat);
    expect(later.activities.filter(({ text }) => text === question)).toHaveLength(1);
    expect(later.activities.filter(({ channelData }) => channelData?.['answer'] !== undefined)).toHaveLength(1);
  });

  it('repeats nothing and loses nothing to a client that reads by watermark', async () => {
    const at = await nodes.start();
    const chat = await begin(at);
    await say(at, chat, { text: 'one' });
    const first = await read(at, chat);
    await say(at, chat, { text: question });
    await at.server.close();
    const other = await nodes.start();
    const rest = await read(other, chat, first.watermark);
    const all = await read(other, chat);
    expect(texts([...first.activities, ...rest.activities])).toEqual(texts(all.activities));
    expect(new Set(all.activities.map(({ id }) => id)).size).toBe(all.activities.length);
    expect(await read(other, chat, rest.watermark)).toEqual({ activities: [], watermark: rest.watermark });
  });

  it('answers what was left open by a node that died', async () => {
    const at = await nodes.start();
    const chat = await begin(at);
    await nodes.database
      .node(at.clock)
      .append(chat.id, { type: 'message', text: question, from: { id: chat.user, role: 'user' } });
    await call(at, 'GET', `/conversations/${chat.id}`, { token: chat.token });
    await at.server.close();
    expect((await read(await nodes.start(), chat)).activities.at(-1)).toMatchObject({
      channelData: { answer: 'card-delivery-estimate' },
    });
  });

  it('answers a burst on two nodes once and in order, in one turn where its messages wait together', async () => {
    const [a, b] = [await nodes.start(), await nodes.start()];
    const chat = await begin(a);
    const asked = [question, 'What does express delivery cost?', 'How much can I top up?', question];
    await Promise.all(asked.map((text, index) => say(index % 2 ? b : a, chat, { text })));
    await Promise.all([a.server.close(), b.server.close()]);
    const { activities } = await read(await nodes.start(), chat);
    const sent = activities.filter(({ from }) => from?.role === 'user');
    const replies = activities.filter(({ channelData }) => channelData?.['kind'] === 'answer');
    const places = replies.map(({ replyToId }) => sent.findIndex(({ id }) => id === replyToId));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places.at(-1)).toBe(sent.length - 1);
    // The first question was asked twice: in one turn it is answered once.
    expect(new Set(replies.map(({ channelData }) => channelData?.['answer'])).size).toBe(3);
    expect(replies.length).toBeLessThanOrEqual(asked.length);
  });

  it('waits for the rest after a greeting, and answers all of it in one turn', async () => {
    const at = await nodes.start({ limits: { burstMs: 1_000 } });
    const chat = await begin(at);
    await say(at, chat, { text: 'Hi' });
    const { body } = await say(at, chat, { text: question });
    await at.server.close();
    const { activities } = await read(await nodes.start(), chat);
    const replies = activities.filter(({ replyToId }) => replyToId !== undefined);
    expect(new Set(replies.map(({ replyToId }) => replyToId))).toEqual(new Set([(body as { id: string }).id]));
  });

  it('does not wait after a question, a call for a person or a pick', async () => {
    const chat = await startDirectLine((await nodes.start({ limits: { burstMs: 60_000 } })).origin);
    expect(await chat.ask(question)).toMatchObject([{ channelData: { kind: 'answer' } }]);
    expect(await chat.ask('What do costs come to then: transfer cost?')).toHaveLength(1);
    expect((await chat.ask('agent')).length).toBeGreaterThan(0);
  });

  it('takes messages that were left open together in one turn, and a call for a person among them', async () => {
    const at = await nodes.start();
    const chat = await begin(at);
    const store = nodes.database.node(at.clock);
    for (const text of [question, 'How much can I top up?', 'agent'])
      await store.append(chat.id, { type: 'message', text, from: { id: chat.user, role: 'user' } });
    await call(at, 'GET', `/conversations/${chat.id}`, { token: chat.token });
    await at.server.close();
    const { activities } = await read(await nodes.start(), chat);
    const last = activities.findLast(({ from }) => from?.role === 'user')?.id;
    const replies = activities.filter(({ replyToId }) => replyToId !== undefined);
    expect(replies.map(({ channelData }) => channelData?.['kind'])).toEqual(['handoff', 'handoff-packet']);
    expect(replies.every(({ replyToId }) => replyToId === last)).toBe(true);
    expect(replies.at(-1)?.value).toMatchObject({ asked: [question, 'How much can I top up?', 'agent'] });
  });

  it('says so when the knowledge cannot be reached, and goes on when it can', async () => {
    const at = await nodes.start();
    const chat = await startDirectLine(at.origin);
    at.knowledge.isDown = true;
    expect(await chat.ask(question)).toMatchObject([
      { channelData: { kind: 'notice' }, text: expect.not.stringContaining('Error') },
    ]);
    at.knowledge.isDown = false;
    expect(await chat.ask(question)).toMatchObject([{ channelData: { answer: 'card-delivery-estimate' } }]);
  });

  it('is closed for good when the client ends it', async () => {
    const at = await nodes.start();
    const chat = await begin(at);
    await say(at, chat, { type: 'endOfConversation' });
    expect(await say(at, chat, { text: 'hello' })).toMatchObject(refused(404, 'ConversationEnded'));
    expect(await call(at, 'POST', '/conversations', { token: chat.token })).toMatchObject(
      refused(404, 'ConversationEnded'),
    );
  });
});

describe('a stream', () => {
  it('begins with what was said after the watermark, and goes on with what is said on any node', async () => {
    const [a, b] = [await nodes.start(), await nodes.start()];
    const chat = await startDirectLine(a.origin);
    await chat.ask(question);
    const url = chat.streamUrl
      .replace(a.origin.replace('http', 'ws'), b.origin.replace('http', 'ws'))
      .replace('watermark=0', 'watermark=1');
    const reading = readStream(url, (activities) =>
      activities.some(({ text }) => text === 'Up to £2,000 a day.\n\nReceipt UV-12K7QM-1'),
    );
    await chat.ask('How much can I top up?');
    expect(texts(await reading)).toEqual(texts((await chat.activities()).slice(1)));
  });

  it('is refused without the conversation’s own token, and to pages of other origins', async () => {
    const at = await nodes.start();
    const { id, token } = await begin(at);
    const open = (t: string, headers: Record<string, string> = {}) =>
      new Promise((done) => {
        const socket = new WebSocket(
          `${at.origin.replace('http', 'ws')}${base}/conversations/${id}/stream?watermark=-&t=${t}`,
          { headers },
        );
        socket.on('unexpected-response', (_request, response) => done(response.statusCode));
        socket.on('open', () => done('open'));
        socket.on('error', () => undefined);
      });
    expect(await open('')).toBe(403);
    expect(await open((await begin(at)).token)).toBe(403);
    expect(await open(token, { origin: 'https://evil.example' })).toBe(403);
    expect(await open(token, { origin: at.origin })).toBe('open');
  });

  it('ends with the conversation', async () => {
    const at = await nodes.start();
    const chat = await startDirectLine(at.origin);
    const socket = new WebSocket(chat.streamUrl);
    const closed = new Promise((done) => socket.on('close', done));
    await new Promise((done) => socket.once('message', done));
    await say(at, { id: chat.conversationId, token: chat.token, user: '' }, { type: 'endOfConversation' });
    expect(await closed).toBe(1000);
  });
});
