import { OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata.js';
import { isEndorsed, renewedKeys } from '../bots/transports/bot-framework/endorsement.js';
import type { FastifyInstance } from 'fastify';
import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Activity } from '../bots/conversation/activity.js';
import { isServiceUrl } from '../bots/transports/bot-framework/service-url.js';
import { manualClock } from '../src/platform/clock.js';
import { Secret } from '../src/platform/secret.js';
import { smallBank } from './support/bot-knowledge.js';
import { type BotNetwork, botNetwork, genuineClaims, network, seconds } from './support/bot-network.js';
import { type BotServerOptions, botServer } from './support/bot-server.js';
import { type ConversationDatabase, conversationDatabase } from './support/conversation-database.js';

const question = 'How long does a new card take to arrive?';
const appId = '5a6c9f7e-0000-4000-8000-000000000001';
const serviceUrl = 'https://smba.trafficmanager.net/emea/';
let database: ConversationDatabase;
let network1: BotNetwork;
let counter = 0;
const servers: FastifyInstance[] = [];

beforeAll(async () => {
  [database, network1] = await Promise.all([conversationDatabase(), botNetwork()]);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await database.release();
});
afterAll(async () => {
  await network1.close();
  await database.close();
});

const genuine = (): JWTPayload => genuineClaims(appId, serviceUrl);

async function server(options: Partial<BotServerOptions> = {}): Promise<FastifyInstance> {
  const clock = manualClock(new Date('2026-11-01T09:00:00Z'));
  const made = await botServer({ conversations: database.node(clock), clock, knowledge: smallBank(), ...options });
  servers.push(made);
  return made;
}

const azure = (): Promise<FastifyInstance> =>
  server({
    bot: {
      mode: 'azure',
      appId,
      password: new Secret('pass'),
      tenantId: 'tenant',
      openIdMetadataUrl: network1.openIdUrl,
      replies: database.replies(),
    },
  });

const activity = (more: object = {}): Record<string, unknown> => {
  counter += 1;
  return {
    type: 'message',
    id: `m-${counter}`,
    channelId: 'webchat',
    serviceUrl,
    from: { id: 'u-1' },
    recipient: { id: 'bot-1', name: 'Larkhaven' },
    conversation: { id: `c-${counter}` },
    text: question,
    deliveryMode: 'expectReplies',
    ...more,
  };
};

async function post(
  at: FastifyInstance,
  payload: object,
  headers: Record<string, string> = {},
  remoteAddress = '127.0.0.1',
) {
  const response = await at.inject({
    method: 'POST',
    url: '/api/messages',
    payload,
    headers: { host: 'localhost:4000', ...headers },
    remoteAddress,
  });
  return {
    status: response.statusCode,
    body: (response.body === '' ? null : response.json()) as {
      activities?: Activity[];
      error?: { message: string };
    } | null,
  };
}

describe('the webhook without credentials', () => {
  it('answers in the body, from the bot that was spoken to', async () => {
    const incoming = activity();
    const { status, body } = await post(await server(), incoming);
    expect(status).toBe(200);
    expect(body?.activities?.at(-1)).toMatchObject({
      type: 'message',
      channelId: 'webchat',
      replyToId: incoming['id'],
      from: { id: 'bot-1', role: 'bot' },
      recipient: { id: 'u-1' },
      conversation: incoming['conversation'],
      channelData: { answer: 'card-delivery-estimate', version: 3 },
    });
  });

  it.each([
    ['another machine', {}, '203.0.113.7'],
    ['a proxy', { 'x-forwarded-for': '203.0.113.7' }, '127.0.0.1'],
    ['a page that rebinds its name', { host: 'evil.example' }, '127.0.0.1'],
    ['a page', { origin: 'https://evil.example' }, '::1'],
  ])('takes no call of %s', async (_whose, headers, address) => {
    expect((await post(await server(), activity(), headers as Record<string, string>, address)).status).toBe(401);
  });

  it.each([
    ['facebook', 'Standard delivery takes 5 working days.', 'plain', 2],
    ['public-reply', 'Standard delivery takes 5 working days.', 'plain', 1],
    ['msteams', '**5 working days**', 'markdown', 2],
    ['sms', 'Standard delivery takes 5 working days.', 'plain', 2],
    ['Telegram', 'Standard delivery takes 5 working days.', 'plain', 2],
    ['skype', '**5 working days**', 'markdown', 2],
  ])('speaks the form of %s', async (channelId, words, textFormat, count) => {
    const { body } = await post(await server(), activity({ channelId }));
    expect(body?.activities).toHaveLength(count);
    expect(body?.activities?.at(-1)).toMatchObject({ text: expect.stringContaining(words), textFormat });
  });

  it('greets who joins, but not the bot itself', async () => {
    const at = await server();
    const joined = (id: string) =>
      post(at, activity({ type: 'conversationUpdate', membersAdded: [{ id }], text: undefined, locale: 'de' }));
    expect((await joined('u-1')).body?.activities).toMatchObject([{ locale: 'de', channelData: { kind: 'greeting' } }]);
    expect((await joined('bot-1')).body?.activities).toEqual([]);
  });

  it('gives a repeated call the replies of the first', async () => {
    const at = await server();
    const incoming = activity();
    expect((await post(at, incoming)).body).toEqual((await post(at, incoming)).body);
  });

  it.each([
    'msteams',
    'slack',
    'facebook',
    'telegram',
    'line',
    'sms',
    'public-reply',
  ])('says on %s that it cannot read a file, and takes it for no question', async (channelId) => {
    const at = await server();
    const conversation = { id: `files-${channelId}` };
    const file = { contentType: 'image/png', contentUrl: 'https://files.example/card.png' };
    const send = async (more: object) =>
      (await post(at, activity({ channelId, conversation, locale: 'de', attachments: [file], ...more }))).body
        ?.activities ?? [];
    const kinds = (said: readonly Activity[]) => said.map(({ channelData }) => channelData?.['kind']);
    for (const text of [undefined, null, ' ', '']) {
      const said = await send({ text });
      expect(kinds(said).filter((kind) => kind !== 'greeting')).toEqual(['notice']);
      expect(said.at(-1)?.text).toContain('keine Dateien oder Bilder');
    }
    expect(kinds(await send({ text: question }))).toEqual(['notice', 'answer']);
    const words = [{ contentType: 'text/html', content: `<p>${question}</p>` }];
    expect(kinds(await send({ text: question, attachments: words }))).toEqual(['answer']);
  });

  it('takes so many messages a minute in a conversation, says once that they are too many, and reads none beyond', async () => {
    const at = await server({ limits: { messagesAMinute: 3 } });
    const conversation = { id: 'flooded' };
    const send = async (more: object = {}) => {
      const { status, body } = await post(
        at,
        activity({ conversation, from: { id: 'in a hurry' }, locale: 'de', ...more }),
      );
      expect(status).toBe(200);
      return body?.activities ?? [];
    };
    for (let sent = 0; sent < 3; sent += 1)
      expect((await send()).at(-1)).toMatchObject({ channelData: { kind: 'answer' } });
    const beyond = await send({ id: 'beyond' });
    expect(beyond).toMatchObject([{ replyToId: 'beyond', channelData: { kind: 'notice' } }]);
    expect(beyond[0]?.text).toContain('schneller, als ich lesen kann');
    expect(await send()).toEqual([]);
    expect(await send()).toEqual([]);
    const kept = await database.db
      .selectFrom('activity')
      .select('activity')
      .where(sql<string>`activity->'from'->>'id'`, '=', 'in a hurry')
      .execute();
    expect(kept).toHaveLength(3);
    const other = await send({ conversation: { id: 'not flooded' } });
    expect(other.at(-1)).toMatchObject({ channelData: { kind: 'answer' } });
  });

  it('remembers a conversation from one call to the next', async () => {
    const at = await server();
    const conversation = { id: 'c-remembered' };
    await post(at, activity({ conversation, text: 'transfer cost' }));
    expect((await post(at, activity({ conversation, text: '2' }))).body?.activities).toMatchObject([
      { channelData: { answer: 'transfer-fee-business' } },
    ]);
  });

  it('keeps two networks’ conversations apart that have the same id', async () => {
    const at = await server();
    const conversation = { id: 'c-shared' };
    await post(at, activity({ conversation, text: 'transfer cost' }));
    const { body } = await post(at, activity({ conversation, channelId: 'facebook', text: '2' }));
    expect(body?.activities?.map(({ channelData }) => channelData?.['kind'])).toEqual(['greeting', 'no-answer']);
  });

  it.each([
    ['no activity', [], /must be an activity/],
    ['no sender', { from: undefined }, /^from\.id/],
    ['no conversation', { conversation: {} }, /^conversation\.id/],
    ['NUL in its text', { text: 'a\u0000' }, /^text holds/],
    ['half a pair in its data', { channelData: { x: '\udc00' } }, /^channelData\.x holds/],
  ])('refuses by name what has %s', async (_what, change, message) => {
    const { status, body } = await post(await server(), Array.isArray(change) ? change : activity(change));
    expect(status).toBe(400);
    expect(body?.error?.message).toMatch(message);
  });

  it('does not mind a language nobody knows', async () => {
    expect((await post(await server(), activity({ locale: 'not a language' }))).body?.activities).toHaveLength(2);
  });
});

describe('the webhook with credentials', () => {
  it('answers a call that the network signed', async () => {
    const token = await network1.sign(genuine());
    const { status, body } = await post(
      await azure(),
      activity(),
      { authorization: `Bearer ${token}`, host: 'bot.larkhaven.example' },
      '203.0.113.7',
    );
    expect(status).toBe(200);
    expect(body?.activities?.at(-1)).toMatchObject({ channelData: { answer: 'card-delivery-estimate' } });
  });

  const cases: readonly [string, () => Promise<string> | string, object?][] = [
    ['no token', () => ''],
    ['rubbish for a token', () => 'Bearer rubbish'],
    ['another scheme', async () => `Basic ${await network1.sign(genuine())}`],
    [
      'a token without a signature',
      () =>
        `Bearer ${Buffer.from('{"alg":"none","kid":"key-1"}').toString('base64url')}.${Buffer.from(JSON.stringify(genuine())).toString('base64url')}.`,
    ],
    [
      'a token of another key',
      async () => `Bearer ${await network1.sign(genuine(), { key: (await generateKeyPair('RS256')).privateKey })}`,
    ],
    [
      'a token signed with the public key as if it were a shared secret',
      async () =>
        `Bearer ${await new SignJWT(genuine()).setProtectedHeader({ alg: 'HS256', kid: 'key-1' }).sign(new TextEncoder().encode(network1.publicPem))}`,
    ],
    [
      'a token of several audiences',
      async () => `Bearer ${await network1.sign({ ...genuine(), aud: ['another', 'third'] })}`,
    ],
    [
      'a token without an audience',
      async () => `Bearer ${await network1.sign({ iss: network, serviceurl: serviceUrl, exp: seconds(600) })}`,
    ],
    ['a token with an empty service', async () => `Bearer ${await network1.sign({ ...genuine(), serviceurl: '' })}`],
    ['a token of an unknown key', async () => `Bearer ${await network1.sign(genuine(), { kid: 'key-2' })}`],
    ['an expired token', async () => `Bearer ${await network1.sign({ ...genuine(), exp: seconds(-600) })}`],
    ['a token of tomorrow', async () => `Bearer ${await network1.sign({ ...genuine(), nbf: seconds(86_400) })}`],
    [
      'a token without an end',
      async () => `Bearer ${await network1.sign({ iss: network, aud: appId, serviceurl: serviceUrl })}`,
    ],
    ['a token for another bot', async () => `Bearer ${await network1.sign({ ...genuine(), aud: 'another' })}`],
    [
      'a token of another issuer',
      async () => `Bearer ${await network1.sign({ ...genuine(), iss: 'https://evil.example' })}`,
    ],
    [
      'a token that the bot itself sent out',
      async () =>
        `Bearer ${await network1.sign({ ...genuine(), iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: appId })}`,
    ],
    [
      'a token for another service',
      async () => `Bearer ${await network1.sign({ ...genuine(), serviceurl: 'https://webchat.botframework.com/' })}`,
    ],
    [
      'a token that names no service',
      async () => `Bearer ${await network1.sign({ iss: network, aud: appId, exp: seconds(600) })}`,
    ],
    [
      'an activity that names no service',
      async () => `Bearer ${await network1.sign(genuine())}`,
      { serviceUrl: undefined },
    ],
    ['an activity with an empty service', async () => `Bearer ${await network1.sign(genuine())}`, { serviceUrl: '' }],
    [
      'a service that is not the network’s',
      async () => `Bearer ${await network1.sign({ ...genuine(), serviceurl: 'https://evil.example/' })}`,
      { serviceUrl: 'https://evil.example/' },
    ],
    [
      'a channel that the key does not vouch for',
      async () => `Bearer ${await network1.sign(genuine())}`,
      { channelId: 'telegram' },
    ],
    [
      'a channel in other letters than the key vouches for',
      async () => `Bearer ${await network1.sign(genuine())}`,
      { channelId: 'WebChat' },
    ],
    ['a channel of blanks', async () => `Bearer ${await network1.sign(genuine())}`, { channelId: ' ' }],
    [
      'a key that vouches for no channel',
      async () => `Bearer ${await network1.sign(genuine(), { kid: 'key-of-none' })}`,
    ],
    [
      'a key that does not say for which channel it vouches',
      async () => `Bearer ${await network1.sign(genuine(), { kid: 'key-unendorsed' })}`,
    ],
  ];

  it.each(cases)('refuses a call with %s', async (_what, authorization, change = {}) => {
    // The connector writes to the console what it refuses.
    const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const header = await authorization();
    const { status } = await post(await azure(), activity(change), header === '' ? {} : { authorization: header });
    silence.mockRestore();
    expect(status).toBe(401);
  });
});

it('a key that was published since the keys were read vouches at once', async () => {
  const keys = renewedKeys(() => new OpenIdMetadata(network1.openIdUrl));
  const vouches = async (kid: string) =>
    isEndorsed(keys, `Bearer ${await network1.sign(genuine(), { kid })}`, 'webchat');
  expect(await vouches('key-1')).toBe(true);
  expect(await vouches('key-of-tomorrow')).toBe(false);
  network1.publishKey('key-of-tomorrow');
  expect(await vouches('key-of-tomorrow')).toBe(true);
});

describe('a reply', () => {
  it.each([
    ['https://smba.trafficmanager.net/emea/', true],
    ['https://webchat.botframework.com', true],
    ['http://webchat.botframework.com', false],
    ['https://webchat.botframework.com:8443', false],
    ['https://user:pass@webchat.botframework.com', false],
    ['https://botframework.com.evil.example', false],
    ['https://evilbotframework.com', false],
    ['http://127.0.0.1:4010/', true],
    ['http://127.0.0.1:4011/', false],
    [undefined, false],
  ])('goes to %s: %s', (url, isAllowed) => {
    expect(isServiceUrl(url, ['127.0.0.1:4010'])).toBe(isAllowed);
  });
});
