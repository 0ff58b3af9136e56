import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Activity } from '../bots/conversation/activity.js';
import { type ManualClock, manualClock } from '../src/platform/clock.js';
import { type BotKnowledge, smallBank } from './support/bot-knowledge.js';
import { type BotServerOptions, botServer, webchatKey } from './support/bot-server.js';
import { type ConversationDatabase, conversationDatabase } from './support/conversation-database.js';
import { readStream, startDirectLine } from './support/direct-line.js';

const question = 'How long does a new card take to arrive?';
const base = '/v3/directline';
let database: ConversationDatabase;
const servers: FastifyInstance[] = [];

beforeAll(async () => {
  database = await conversationDatabase();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
afterAll(() => database.close());

interface Node {
  readonly server: FastifyInstance;
  readonly origin: string;
  readonly clock: ManualClock;
  readonly knowledge: BotKnowledge;
}

async function node(options: Partial<BotServerOptions> = {}): Promise<Node> {
  const clock = manualClock(new Date('2026-11-01T09:00:00Z'));
  const knowledge = options.knowledge ?? smallBank();
  const server = await botServer({ conversations: database.node(clock), clock, knowledge, ...options });
  servers.push(server);
  await server.listen({ port: 0, host: '127.0.0.1' });
  return { server, clock, knowledge, origin: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}` };
}

interface Caller {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

async function call(
  { server }: Node,
  method: 'GET' | 'POST' | 'OPTIONS',
  url: string,
  { token, headers, body }: Caller = {},
) {
  const response = await server.inject({
    method,
    url: `${base}${url}`,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: (response.body === '' ? null : response.json()) as never,
  };
}

async function begin(
  at: Node,
  headers: Record<string, string> = {},
): Promise<{ id: string; token: string; user: string }> {
  const { body: issued } = await call(at, 'POST', '/tokens/generate');
  const { conversationId: id, token } = issued as { conversationId: string; token: string };
  await call(at, 'POST', '/conversations', { token, headers });
  const { user } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { user: string };
  return { id, token, user };
}

const say = (at: Node, { id, token }: { id: string; token: string }, activity: object) =>
  call(at, 'POST', `/conversations/${id}/activities`, { token, body: { type: 'message', ...activity } });
const read = async (at: Node, { id, token }: { id: string; token: string }, watermark = '') => {
  return (await call(at, 'GET', `/conversations/${id}/activities?watermark=${watermark}`, { token })).body as {
    activities: (Activity & { id: string })[];
    watermark: string;
  };
};
const texts = (activities: readonly Activity[]): (string | undefined)[] => activities.map(({ text }) => text);
const refused = (status: number, code: string) => ({
  status,
  body: { error: { code, message: expect.stringMatching(/^[A-Z].*\.$/) } },
});

describe('a token', () => {
  it('is needed to start a conversation', async () => {
    expect(await call(await node(), 'POST', '/conversations')).toMatchObject(refused(401, 'Unauthorized'));
  });

  it('opens the conversation it was given for and no other', async () => {
    const at = await node();
    const [mine, yours] = [await begin(at), await begin(at)];
    expect(await call(at, 'GET', `/conversations/${yours.id}/activities`, { token: mine.token })).toMatchObject(
      refused(403, 'BadToken'),
    );
  });

  it('expires after half an hour unless it is refreshed', async () => {
    const at = await node();
    const { id, token } = await begin(at);
    at.clock.advance(20 * 60_000);
    const { body } = await call(at, 'POST', '/tokens/refresh', {
      token,
      headers: { 'content-type': 'application/json' },
    });
    const { token: fresh } = body as { token: string };
    at.clock.advance(15 * 60_000);
    expect(await call(at, 'GET', `/conversations/${id}/activities`, { token })).toMatchObject(
      refused(403, 'TokenExpired'),
    );
    expect((await call(at, 'GET', `/conversations/${id}/activities`, { token: fresh })).status).toBe(200);
    expect(await call(at, 'POST', '/tokens/refresh', { token })).toMatchObject(refused(403, 'TokenExpired'));
  });

  it.each([
    [
      'signed by somebody else',
      async (conv: string) =>
        new SignJWT({ conv, user: 'dl_1' })
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuer('univocal')
          .setAudience('direct-line')
          .setExpirationTime('1h')
          .sign(new TextEncoder().encode('another secret of thirty-two bytes!!')),
    ],
    [
      'not signed at all',
      async (conv: string) =>
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ conv, user: 'dl_1', iss: 'univocal', aud: 'direct-line', exp: 4e9 })).toString('base64url')}.`,
    ],
    ['of no form', async () => 'rubbish'],
  ])('is refused when it is %s', async (_what, forge) => {
    const at = await node();
    const { id } = await begin(at);
    expect(await call(at, 'GET', `/conversations/${id}/activities`, { token: await forge(id) })).toMatchObject(
      refused(403, 'BadToken'),
    );
  });

  it('is given to an address only so often, but to the holder of the channel key always', async () => {
    const at = await node({ limits: { tokensAMinute: 2 } });
    await call(at, 'POST', '/tokens/generate');
    await call(at, 'POST', '/tokens/generate');
    const third = await call(at, 'POST', '/tokens/generate');
    expect(third).toMatchObject(refused(429, 'TooManyRequests'));
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
    expect((await call(at, 'POST', '/tokens/generate', { token: webchatKey })).status).toBe(200);
    expect((await call(at, 'POST', '/tokens/generate', { token: 'another-key' })).status).toBe(403);
    at.clock.advance(60_000);
    expect((await call(at, 'POST', '/tokens/generate')).status).toBe(200);
  });
});

describe('a conversation', () => {
  it('is new once and known afterwards, and has begun before anything can be said in it', async () => {
    const at = await node();
    const { body: issued } = await call(at, 'POST', '/tokens/generate');
    const { conversationId: id, token } = issued as { conversationId: string; token: string };
    expect(await call(at, 'GET', `/conversations/${id}`, { token })).toMatchObject(
      refused(404, 'ConversationNotFound'),
    );
    expect((await call(at, 'POST', '/conversations', { token, body: { user: {} } })).status).toBe(201);
    expect((await call(at, 'POST', '/conversations', { token })).status).toBe(200);
    expect((await read(at, { id, token })).activities).toHaveLength(1);
  });

  it('greets in the language of the client', async () => {
    const at = await node();
    const german = await begin(at, { 'accept-language': 'fr;q=0.3, de-AT;q=0, de, en;q=0.8' });
    expect((await read(at, german)).activities).toMatchObject([
      { type: 'message', locale: 'de', from: { role: 'bot' }, channelData: { kind: 'greeting' } },
    ]);
  });

  it('tells the answer with its version and receipt beside it', async () => {
    const chat = await startDirectLine((await node()).origin);
    const [answer] = await chat.ask(question);
    expect(answer).toMatchObject({
      textFormat: 'markdown',
      channelId: 'directline',
      channelData: { kind: 'answer', answer: 'card-delivery-estimate', version: 3 },
    });
    expect(answer?.text?.split('\n').at(-1)).toBe(`Receipt ${answer?.channelData?.['receipt']}`);
  });

  it('echoes the user’s own activity with its mark, in the name of the token’s user', async () => {
    const at = await node();
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
    const at = await node();
    const chat = await begin(at);
    const activity = { text: question, channelData: { clientActivityID: 'c-1' } };
    const [first, second] = [await say(at, chat, activity), await say(at, chat, activity)];
    expect(second.body).toEqual(first.body);
    await at.server.close();
    const later = await read(await node(), chat);
    expect(later.activities.filter(({ text }) => text === question)).toHaveLength(1);
    expect(later.activities.filter(({ channelData }) => channelData?.['answer'] !== undefined)).toHaveLength(1);
  });

  it('repeats nothing and loses nothing to a client that reads by watermark', async () => {
    const at = await node();
    const chat = await begin(at);
    await say(at, chat, { text: 'one' });
    const first = await read(at, chat);
    await say(at, chat, { text: question });
    await at.server.close();
    const other = await node();
    const rest = await read(other, chat, first.watermark);
    const all = await read(other, chat);
    expect(texts([...first.activities, ...rest.activities])).toEqual(texts(all.activities));
    expect(new Set(all.activities.map(({ id }) => id)).size).toBe(all.activities.length);
    expect(await read(other, chat, rest.watermark)).toEqual({ activities: [], watermark: rest.watermark });
  });

  it('answers what was left open by a node that died', async () => {
    const at = await node();
    const chat = await begin(at);
    await database
      .node(at.clock)
      .append(chat.id, { type: 'message', text: question, from: { id: chat.user, role: 'user' } });
    await call(at, 'GET', `/conversations/${chat.id}`, { token: chat.token });
    await at.server.close();
    expect((await read(await node(), chat)).activities.at(-1)).toMatchObject({
      channelData: { answer: 'card-delivery-estimate' },
    });
  });

  it('answers each message of a burst on two nodes once and in order', async () => {
    const [a, b] = [await node(), await node()];
    const chat = await begin(a);
    const asked = [question, 'What does express delivery cost?', 'How much can I top up?', question];
    await Promise.all(asked.map((text, index) => say(index % 2 ? b : a, chat, { text })));
    await Promise.all([a.server.close(), b.server.close()]);
    const { activities } = await read(await node(), chat);
    const sent = activities.filter(({ from }) => from?.role === 'user');
    const replies = activities.filter(({ channelData }) => channelData?.['kind'] === 'answer');
    expect(replies.map(({ replyToId }) => replyToId)).toEqual(sent.map(({ id }) => id));
  });

  it('says so when the knowledge cannot be reached, and goes on when it can', async () => {
    const at = await node();
    const chat = await startDirectLine(at.origin);
    at.knowledge.isDown = true;
    expect(await chat.ask(question)).toMatchObject([
      { channelData: { kind: 'notice' }, text: expect.not.stringContaining('Error') },
    ]);
    at.knowledge.isDown = false;
    expect(await chat.ask(question)).toMatchObject([{ channelData: { answer: 'card-delivery-estimate' } }]);
  });

  it('is closed for good when the client ends it', async () => {
    const at = await node();
    const chat = await begin(at);
    await say(at, chat, { type: 'endOfConversation' });
    expect(await say(at, chat, { text: 'hello' })).toMatchObject(refused(404, 'ConversationEnded'));
    expect(await call(at, 'POST', '/conversations', { token: chat.token })).toMatchObject(
      refused(404, 'ConversationEnded'),
    );
  });
});

describe('an activity', () => {
  it('of typing gets an id and leaves no trace', async () => {
    const at = await node();
    const chat = await begin(at);
    expect((await say(at, chat, { type: 'typing' })).body).toEqual({ id: expect.any(String) });
    expect((await read(at, chat)).activities).toHaveLength(1);
  });

  it.each([
    ['an unknown type', { type: 'invoke' }, /^type /],
    ['a text that is none', { text: 7 }, /^text must/],
    ['a text that is too long', { text: 'a'.repeat(4_001) }, /^text is too long: at most 4000/],
    ['NUL in its text', { text: 'a\u0000b' }, /^text holds/],
    [
      'half a pair deep in its data',
      { text: 'a', channelData: { a: [{ b: '\ud800' }] } },
      /^channelData\.a\.0\.b holds/,
    ],
    ['NUL in a name', { text: 'a', channelData: { 'a\u0000': 1 } }, /^channelData holds/],
    ['data without end', { text: 'a', value: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as unknown }, /nested/],
    [
      'a file',
      { text: 'look', attachments: [{ contentType: 'image/png', contentUrl: 'data:,' }] },
      /^attachments cannot be read/,
    ],
  ])('with %s is refused by name', async (_what, activity, message) => {
    const at = await node();
    const { status, body } = await say(at, await begin(at), activity);
    expect(status).toBe(400);
    expect((body as { error: { message: string } }).error.message).toMatch(message);
  });

  it('of more than 262,144 bytes is refused', async () => {
    const at = await node();
    expect((await say(at, await begin(at), { channelData: { filler: 'a'.repeat(262_144) } })).status).toBe(413);
  });

  it('with files for upload is refused in words a customer understands', async () => {
    const at = await node();
    const { id, token } = await begin(at);
    const upload = await call(at, 'POST', `/conversations/${id}/upload?userId=x`, {
      token,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x--',
    });
    expect(upload).toMatchObject({
      status: 400,
      body: {
        error: { code: 'UploadNotSupported', message: 'Files cannot be read here: please write your question.' },
      },
    });
  });

  it('comes only so often in one conversation, whichever node takes it', async () => {
    const [a, b] = [await node({ limits: { messagesAMinute: 2 } }), await node({ limits: { messagesAMinute: 2 } })];
    const chat = await begin(a);
    expect((await say(a, chat, { text: 'one' })).status).toBe(200);
    expect((await say(b, chat, { text: 'two' })).status).toBe(200);
    expect(await say(a, chat, { text: 'three' })).toMatchObject(refused(429, 'TooManyRequests'));
  });
});

describe('a stream', () => {
  it('begins with what was said after the watermark, and goes on with what is said on any node', async () => {
    const [a, b] = [await node(), await node()];
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
    const at = await node();
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
    const at = await node();
    const chat = await startDirectLine(at.origin);
    const socket = new WebSocket(chat.streamUrl);
    const closed = new Promise((done) => socket.on('close', done));
    await new Promise((done) => socket.once('message', done));
    await say(at, { id: chat.conversationId, token: chat.token }, { type: 'endOfConversation' });
    expect(await closed).toBe(1000);
  });
});

describe('a page', () => {
  it('of this host or of the list may hold the chat, others may not', async () => {
    const at = await node({ allowedOrigins: ['https://www.larkhaven.example'] });
    const from = (origin: string, host = 'chat.larkhaven.example') =>
      call(at, 'POST', '/tokens/generate', { headers: { origin, host } });
    expect((await from('https://chat.larkhaven.example')).status).toBe(200);
    expect((await from('https://www.larkhaven.example')).headers['access-control-allow-origin']).toBe(
      'https://www.larkhaven.example',
    );
    expect(await from('https://evil.example')).toMatchObject(refused(403, 'OriginNotAllowed'));
    expect((await from('null')).status).toBe(403);
  });

  it('is told before a call which headers it may send', async () => {
    const at = await node({ allowedOrigins: ['https://www.larkhaven.example'] });
    const { status, headers } = await call(at, 'OPTIONS', '/conversations', {
      headers: { origin: 'https://www.larkhaven.example', 'access-control-request-method': 'POST' },
    });
    expect(status).toBe(204);
    expect(headers['access-control-allow-headers']).toBe(
      'authorization, content-type, x-ms-bot-agent, x-requested-with',
    );
  });

  it('sees why it was refused', async () => {
    const at = await node({ allowedOrigins: ['*'] });
    const { id } = await begin(at);
    const { status, headers } = await call(at, 'GET', `/conversations/${id}`, {
      token: 'rubbish',
      headers: { origin: 'https://any.example' },
    });
    expect([status, headers['access-control-allow-origin']]).toEqual([403, 'https://any.example']);
  });
});
