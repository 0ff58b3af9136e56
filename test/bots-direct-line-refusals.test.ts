import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { webchatKey } from './support/bot-server.js';
import { begin, call, type DirectLineNodes, directLineNodes, read, refused, say } from './support/direct-line-nodes.js';

let nodes: DirectLineNodes;

beforeAll(async () => {
  nodes = await directLineNodes();
});
afterEach(() => nodes.stop());
afterAll(() => nodes.close());

describe('a token', () => {
  it('is needed to start a conversation', async () => {
    expect(await call(await nodes.start(), 'POST', '/conversations')).toMatchObject(refused(401, 'Unauthorized'));
  });

  it('opens the conversation it was given for and no other', async () => {
    const at = await nodes.start();
    const [mine, yours] = [await begin(at), await begin(at)];
    expect(await call(at, 'GET', `/conversations/${yours.id}/activities`, { token: mine.token })).toMatchObject(
      refused(403, 'BadToken'),
    );
  });

  it('names the session of a client that asks for it, which is the conversation', async () => {
    const at = await nodes.start();
    const { id, token } = await begin(at);
    expect(await call(at, 'GET', '/session/getsessionid', { token })).toMatchObject({ body: { sessionId: id } });
    expect(await call(at, 'GET', '/session/getsessionid')).toMatchObject(refused(401, 'Unauthorized'));
  });

  it('expires after half an hour unless it is refreshed', async () => {
    const at = await nodes.start();
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
    const at = await nodes.start();
    const { id } = await begin(at);
    expect(await call(at, 'GET', `/conversations/${id}/activities`, { token: await forge(id) })).toMatchObject(
      refused(403, 'BadToken'),
    );
  });

  it('is given to an address only so often, but to the holder of the channel key always', async () => {
    const at = await nodes.start({ limits: { tokensAMinute: 2 } });
    await call(at, 'POST', '/tokens/generate');
    await call(at, 'POST', '/tokens/generate');
    const third = await call(at, 'POST', '/tokens/generate');
    expect(third).toMatchObject(refused(429, 'TooManyRequests'));
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
    expect((await call(at, 'POST', '/tokens/generate', { token: webchatKey })).status).toBe(200);
    expect((await call(at, 'POST', '/tokens/generate', { token: 'another-key' })).status).toBe(403);
  });
});

describe('an activity', () => {
  it('of typing gets an id and leaves no trace', async () => {
    const at = await nodes.start();
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
    const at = await nodes.start();
    const { status, body } = await say(at, await begin(at), activity);
    expect(status).toBe(400);
    expect((body as { error: { message: string } }).error.message).toMatch(message);
  });

  it('of more than 262,144 bytes is refused', async () => {
    const at = await nodes.start();
    expect((await say(at, await begin(at), { channelData: { filler: 'a'.repeat(262_144) } })).status).toBe(413);
  });

  it('with files for upload is refused in words a customer understands', async () => {
    const at = await nodes.start();
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
    const [a, b] = [
      await nodes.start({ limits: { messagesAMinute: 2 } }),
      await nodes.start({ limits: { messagesAMinute: 2 } }),
    ];
    const chat = await begin(a);
    expect((await say(a, chat, { text: 'one' })).status).toBe(200);
    expect((await say(b, chat, { text: 'two' })).status).toBe(200);
    expect(await say(a, chat, { text: 'three' })).toMatchObject(refused(429, 'TooManyRequests'));
  });
});

describe('a page', () => {
  it('of this host or of the list may hold the chat, others may not', async () => {
    const at = await nodes.start({ allowedOrigins: ['https://www.larkhaven.example'] });
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
    const at = await nodes.start({ allowedOrigins: ['https://www.larkhaven.example'] });
    const { status, headers } = await call(at, 'OPTIONS', '/conversations', {
      headers: { origin: 'https://www.larkhaven.example', 'access-control-request-method': 'POST' },
    });
    expect(status).toBe(204);
    expect(headers['access-control-allow-headers']).toBe(
      'authorization, content-type, x-ms-bot-agent, x-requested-with',
    );
  });

  it('sees why it was refused', async () => {
    const at = await nodes.start({ allowedOrigins: ['*'] });
    const { id } = await begin(at);
    const { status, headers } = await call(at, 'GET', `/conversations/${id}`, {
      token: 'rubbish',
      headers: { origin: 'https://any.example' },
    });
    expect([status, headers['access-control-allow-origin']]).toEqual([403, 'https://any.example']);
  });
});
