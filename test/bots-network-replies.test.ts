import { createLog } from '../src/platform/log.js';
import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunOperation } from '../schema/operations/run-operation.js';
import { sayUnasked } from '../src/channels/index.js';
import { type ManualClock, manualClock } from '../src/platform/clock.js';
import { lastTellings } from '../src/receipts/index.js';
import { Secret } from '../src/platform/secret.js';
import { smallBank } from './support/bot-knowledge.js';
import { type BotNetwork, botNetwork, genuineClaims, type Posted } from './support/bot-network.js';
import { type BotServerOptions, botServer } from './support/bot-server.js';
import { type ConversationDatabase, conversationDatabase } from './support/conversation-database.js';

const question = 'How long does a new card take to arrive?';
const appId = '5a6c9f7e-0000-4000-8000-000000000001';
const patience = { timeout: 20_000, interval: 10 };
let database: ConversationDatabase;
let network: BotNetwork;
let clock: ManualClock;
const servers: FastifyInstance[] = [];

beforeAll(async () => {
  [database, network] = await Promise.all([conversationDatabase(), botNetwork()]);
});
beforeEach(async () => {
  network.posts.splice(0);
  network.typing.splice(0);
  network.take = () => ({ status: 200 });
  clock = manualClock(new Date('2026-11-01T09:00:00Z'));
  await database.db.deleteFrom('conversation').execute();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await database.release();
});
afterAll(async () => {
  await network.close();
  await database.close();
});

interface NodeOptions {
  readonly hosts?: readonly string[];
  readonly slow?: (run: RunOperation) => RunOperation;
  readonly messagesAMinute?: number;
  readonly hubs?: BotServerOptions['hubs'];
  readonly log?: BotServerOptions['log'];
}

async function node({
  hosts = [network.host],
  slow,
  messagesAMinute = 30,
  hubs,
  log,
}: NodeOptions = {}): Promise<FastifyInstance> {
  const made = await botServer({
    conversations: database.node(clock),
    clock,
    knowledge: smallBank(),
    limits: { lookAgainMs: 20, messagesAMinute },
    ...(slow === undefined ? {} : { slow }),
    ...(hubs === undefined ? {} : { hubs }),
    ...(log === undefined ? {} : { log }),
    bot: {
      mode: 'azure',
      appId,
      password: new Secret('pass'),
      tenantId: 'tenant',
      openIdMetadataUrl: network.openIdUrl,
      loginUrl: network.loginUrl,
      serviceHosts: hosts,
      replies: database.replies(),
    },
  });
  servers.push(made);
  return made;
}

const activity = (more: object = {}) => ({
  type: 'message',
  id: randomUUID(),
  channelId: 'msteams',
  serviceUrl: network.serviceUrl,
  from: { id: 'u-1', name: 'Ann', aadObjectId: 'not ours to keep' },
  recipient: { id: 'bot-1', name: 'Larkhaven' },
  conversation: { id: `a:${randomUUID()}/x y` },
  text: question,
  ...more,
});

async function call(at: FastifyInstance, payload: object): Promise<string> {
  const token = await network.sign(genuineClaims(appId, network.serviceUrl));
  const response = await at.inject({
    method: 'POST',
    url: '/api/messages',
    payload,
    headers: { host: 'bot.larkhaven.example', authorization: `Bearer ${token}` },
    remoteAddress: '203.0.113.7',
  });
  expect(response.statusCode, response.body).toBe(200);
  return response.body;
}

const kinds = (posts: readonly Posted[]) => posts.map((one) => one.activity.channelData?.['kind']);
const posted = (count: number) => expect.poll(() => network.posts.length, patience).toBe(count);
const keyOf = (one: Posted | undefined) => one?.activity.channelData?.['idempotencyKey'];
const nothingDue = () =>
  expect
    .poll(
      () =>
        database.db
          .selectFrom('network_conversation')
          .select('conversation_id')
          .where((where) => where.or([where('due_at', 'is not', null), where('held_until', 'is not', null)]))
          .execute(),
      patience,
    )
    .toEqual([]);
const undelivered = () =>
  database.db.selectFrom('undelivered_reply').select(['position', 'outcome', 'reason']).execute();

/** How often the words that are next were refused. */
const waiting = async (): Promise<number> => {
  const rows = await database.db
    .selectFrom('network_conversation')
    .select('attempts')
    .where('held_until', 'is', null)
    .execute();
  return Math.max(0, ...rows.map(({ attempts }) => attempts));
};
/** How many messages have had no turn yet. */
const openTurns = async (): Promise<number> => {
  const { count } = await database.db
    .selectFrom('activity')
    .innerJoin('conversation', 'conversation.id', 'activity.conversation_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(sql<string>`activity->'from'->>'role'`, '=', 'user')
    .where(sql<boolean>`position > (state->>'answeredUpTo')::int`)
    .executeTakeFirstOrThrow();
  return Number(count);
};
/** Lets the time pass that the queue waits by: the database's, which no test can set. */
const pass = (ms: number) => {
  const earlier = (column: string) => sql<Date>`${sql.ref(column)} - ${ms}::float8 * interval '1 millisecond'`;
  return database.db
    .updateTable('network_conversation')
    .set({ due_at: earlier('due_at'), not_before: earlier('not_before'), held_until: earlier('held_until') })
    .execute();
};
const dueIds = () => database.replies().due();

const referenceOf = (
  { channelId, conversation, from, recipient }: ReturnType<typeof activity>,
  serviceUrl: string,
) => ({
  serviceUrl,
  channelId,
  conversationId: conversation.id,
  bot: recipient,
  user: { id: from.id },
  locale: null,
});

/** A message as a node leaves it that acknowledged it and died. */
async function takenIn(incoming: ReturnType<typeof activity>, serviceUrl: string): Promise<[id: string]> {
  const [store, id] = [database.node(clock), `bf-${randomUUID()}`];
  await store.create({ id, channelKey: 'webchat', userId: incoming.from.id, locale: null });
  const { position } = await store.append(id, {
    type: 'message',
    id: incoming.id,
    text: incoming.text,
    from: { id: incoming.from.id, role: 'user' },
  });
  await database
    .replies()
    .ask(id, referenceOf(incoming, serviceUrl), { since: position, pauseMs: 0, keepsReference: false });
  return [id];
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

describe('a reply on a network', () => {
  it('is sent after the call was acknowledged, in its order, from the bot that was spoken to', async () => {
    const incoming = activity({ locale: 'en-GB' });
    expect(await call(await node(), incoming)).toBe('');
    await posted(2);
    expect(kinds(network.posts)).toEqual(['greeting', 'answer']);
    const path = `/v3/conversations/${encodeURIComponent(incoming.conversation.id)}/activities/${incoming.id}`;
    expect(network.posts.map((one) => one.path)).toEqual([path, path]);
    expect(network.posts[1]?.authorization).toBe(`Bearer token-${network.tokensGiven}`);
    expect(network.posts[1]?.activity).toMatchObject({
      from: { id: 'bot-1', name: 'Larkhaven', role: 'bot' },
      recipient: { id: 'u-1', name: 'Ann' },
      conversation: incoming.conversation,
      channelId: 'msteams',
      serviceUrl: network.serviceUrl,
      replyToId: incoming.id,
      channelData: { answer: 'card-delivery-estimate', version: 3 },
    });
    expect(network.posts[1]?.activity.recipient).not.toHaveProperty('aadObjectId');
    expect(new Set(network.posts.map(keyOf)).size).toBe(2);
    await nothingDue();
  });

  it('does not hold up the call while a service is slow to take it', async () => {
    network.take = () => 'hang';
    expect(await call(await node(), activity())).toBe('');
    await posted(1);
    network.take = () => ({ status: 200 });
    network.cutAll();
    await nothingDue();
  });

  it('waits where the network is busy, then goes out under the same mark and before what follows', async () => {
    let isBusy = true;
    network.take = () => (isBusy ? { status: 429, retryAfter: '600' } : { status: 201 });
    await call(await node(), activity());
    await expect.poll(waiting, patience).toBe(1);
    isBusy = false;
    await pass(300_000);
    await expect.poll(dueIds, patience).toEqual([]);
    expect(network.posts).toHaveLength(1);
    await pass(300_000);
    await posted(3);
    expect(kinds(network.posts)).toEqual(['greeting', 'greeting', 'answer']);
    expect(keyOf(network.posts[1])).toBe(keyOf(network.posts[0]));
    await nothingDue();
    expect(await undelivered()).toEqual([]);
  });

  it('is not sent by a busy network’s error more often than it is asked to', async () => {
    network.take = () => ({ status: 503 });
    const at = await node();
    await call(at, activity());
    for (let attempt = 1; attempt < 9; attempt += 1) {
      await posted(attempt);
      await expect.poll(waiting, patience).toBe(attempt);
      await pass(300_000);
    }
    // The greeting is given up after nine attempts; the answer has nine of its own.
    await posted(10);
    expect(new Set(network.posts.slice(0, 9).map(keyOf)).size).toBe(1);
    expect(kinds(network.posts.slice(9))).toEqual(['answer']);
    expect(await undelivered()).toMatchObject([{ outcome: 'REFUSED', reason: 'The network answered 503.' }]);
  });

  it('is not hastened, and not given up, by what the customer writes while it waits', async () => {
    network.take = () => ({ status: 429, retryAfter: '600' });
    const at = await node();
    const conversation = { id: randomUUID() };
    await call(at, activity({ conversation }));
    await expect.poll(waiting, patience).toBe(1);
    for (let message = 1; message <= 9; message += 1) {
      await call(at, activity({ conversation, text: 'How much can I top up?' }));
      await expect.poll(openTurns, patience).toBe(0);
      await expect.poll(dueIds, patience).toEqual([]);
    }
    expect(network.posts).toHaveLength(1);
    await expect.poll(waiting, patience).toBe(1);
    network.take = () => ({ status: 200 });
    await pass(600_000);
    await nothingDue();
    expect(kinds(network.posts)).toEqual(['greeting', 'greeting', 'answer', ...Array(9).fill('answer')]);
    expect(await undelivered()).toEqual([]);
  });

  it('waits a quarter of an hour at most, whatever the network asks for', async () => {
    network.take = () => ({ status: 429, retryAfter: '86400' });
    await call(await node(), activity());
    await expect.poll(waiting, patience).toBe(1);
    network.take = () => ({ status: 200 });
    await pass(900_000);
    await posted(3);
    await nothingDue();
  });

  it('is kept while its service cannot be reached', async () => {
    const away = `127.0.0.1:${await closedPort()}`;
    await node({ hosts: [network.host, away] });
    const incoming = activity();
    const [id] = await takenIn(incoming, `http://${away}/`);
    await expect.poll(waiting, patience).toBe(1);
    await database.db
      .updateTable('network_conversation')
      .set({ reference: JSON.stringify(referenceOf(incoming, network.serviceUrl)) })
      .where('conversation_id', '=', id)
      .execute();
    await pass(2_000);
    await posted(2);
    expect(kinds(network.posts)).toEqual(['greeting', 'answer']);
  });

  it('is not repeated when the connection was cut after the network had it', async () => {
    network.take = ({ activity: one }) => (one.channelData?.['kind'] === 'greeting' ? 'cut' : { status: 200 });
    await call(await node(), activity());
    await nothingDue();
    expect(kinds(network.posts)).toEqual(['greeting', 'answer']);
    expect(await undelivered()).toMatchObject([{ outcome: 'UNKNOWN' }]);
  });

  it('is not repeated by another node when the one that was sending it is gone', async () => {
    network.take = () => 'hang';
    await call(await node(), activity());
    await posted(1);
    network.take = () => ({ status: 200 });
    await node();
    await pass(30_000);
    await expect.poll(dueIds, patience).toEqual([]);
    await pass(30_000);
    await posted(2);
    await nothingDue();
    expect(kinds(network.posts)).toEqual(['greeting', 'answer']);
    expect(await undelivered()).toMatchObject([
      { outcome: 'UNKNOWN', reason: 'The node that was sending it is gone.' },
    ]);
    network.cutAll();
  });

  it('is not repeated by a node whose turn took so long that another has taken the conversation over', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((done) => {
      letGo = done;
    });
    let isInTurn = false;
    const slow =
      (run: RunOperation): RunOperation =>
      async (...asked) => {
        isInTurn = true;
        await held;
        return run(...asked);
      };
    const late = await node({ slow });
    await call(late, activity());
    await expect.poll(() => isInTurn, patience).toBe(true);
    network.take = () => 'hang';
    await node();
    await pass(60_000);
    await posted(1);
    letGo();
    await late.close();
    expect(network.posts).toHaveLength(1);
    network.take = () => ({ status: 200 });
    network.cutAll();
    await nothingDue();
    expect(kinds(network.posts)).toEqual(['greeting', 'answer']);
  });

  it('is sent by another node when the one that took the call is gone', async () => {
    await takenIn(activity(), network.serviceUrl);
    await node();
    await posted(2);
    await nothingDue();
    expect(kinds(network.posts)).toEqual(['greeting', 'answer']);
  });

  it('goes out once when the network calls twice, at once on two nodes and later again', async () => {
    const [a, b] = [await node(), await node()];
    const incoming = activity();
    await Promise.all([call(a, incoming), call(b, incoming)]);
    await posted(2);
    clock.advance(3_600_000);
    await call(a, incoming);
    await call(b, incoming);
    await nothingDue();
    expect(kinds(network.posts)).toEqual(['greeting', 'answer']);
  });

  it('to messages that come while another is answered is sent too', async () => {
    const at = await node();
    const conversation = { id: randomUUID() };
    await Promise.all(
      ['What does express delivery cost?', 'How much can I top up?', question].map((text) =>
        call(at, activity({ conversation, text })),
      ),
    );
    await nothingDue();
    const answers = network.posts.map((one) => one.activity.channelData?.['answer']).filter(Boolean);
    expect(new Set(answers).size).toBe(answers.length);
    expect(network.posts.at(-1)?.activity.channelData).toMatchObject({ kind: 'answer' });
  });

  it.each([
    500, 502, 504, 408,
  ])('that a service answers with %d may have arrived, and is not repeated', async (status) => {
    network.take = ({ activity: one }) => ({ status: one.channelData?.['kind'] === 'greeting' ? status : 200 });
    const before = network.tokensGiven;
    await call(await node(), activity());
    await nothingDue();
    expect(kinds(network.posts)).toEqual(['greeting', 'answer']);
    expect(await undelivered()).toMatchObject([{ outcome: 'UNKNOWN', reason: `The network answered ${status}.` }]);
    expect(network.tokensGiven).toBe(before + 1);
  });

  it('that a service refuses for good does not hold up those after it', async () => {
    network.take = ({ activity: one }) => ({ status: one.channelData?.['kind'] === 'greeting' ? 403 : 200 });
    await call(await node(), activity());
    await nothingDue();
    expect(kinds(network.posts)).toEqual(['greeting', 'answer']);
    expect(await undelivered()).toMatchObject([{ outcome: 'REFUSED', reason: 'The network answered 403.' }]);
  });

  it('that its network refused told its customer nothing, to whom nothing has to be put right', async () => {
    clock.advance(86_400_000);
    const since = new Date(clock.now().getTime() - 1);
    const words = { answer: 'card-delivery-estimate', first: 1, last: 3, locale: null };
    const told = () => lastTellings(database.db, { versions: [words], values: [] }, since);
    network.take = ({ activity: one }) => ({ status: one.channelData?.['kind'] === 'answer' ? 403 : 200 });
    const at = await node();
    await call(at, activity());
    await nothingDue();
    expect(await undelivered()).toHaveLength(1);
    expect(await told()).toEqual([]);
    network.take = () => ({ status: 200 });
    await call(at, activity({ from: { id: 'u-2' } }));
    await nothingDue();
    expect(await told()).toHaveLength(1);
  });

  it('goes to no service that is not on the list any more', async () => {
    await takenIn(activity(), network.serviceUrl);
    await node({ hosts: [] });
    await nothingDue();
    expect(network.posts).toEqual([]);
    expect(await undelivered()).toMatchObject([{ outcome: 'REFUSED' }, { outcome: 'REFUSED' }]);
  });

  it('has a token that is had once, and anew where a service does not take it', async () => {
    const at = await node();
    const before = network.tokensGiven;
    await call(at, activity());
    await posted(2);
    expect(network.tokensGiven).toBe(before + 1);
    network.take = ({ authorization }) => ({ status: authorization === `Bearer token-${before + 1}` ? 401 : 200 });
    await call(at, activity({ channelId: 'public-reply' }));
    await expect.poll(waiting, patience).toBe(1);
    await pass(2_000);
    await posted(4);
    expect(network.posts.at(-1)?.authorization).toBe(`Bearer token-${before + 2}`);
  });

  it('that was asked for in the body is not sent as well', async () => {
    const at = await node();
    const conversation = { id: randomUUID() };
    const body = JSON.parse(await call(at, activity({ conversation, deliveryMode: 'expectReplies' }))) as {
      activities: object[];
    };
    expect(body.activities).toHaveLength(2);
    expect(body.activities[0]).not.toHaveProperty('deliveryMode');
    await call(at, activity({ conversation, text: 'How much can I top up?' }));
    await nothingDue();
    expect(network.posts.map((one) => one.activity.channelData?.['answer'])).toEqual(['top-up-limit']);
  });
});

describe('unasked', () => {
  it('the bot greets who joins, once', async () => {
    const at = await node();
    const conversation = { id: randomUUID() };
    const joined = (id: string) =>
      activity({ type: 'conversationUpdate', membersAdded: [{ id }], text: undefined, conversation });
    await call(at, joined('bot-1'));
    await call(at, joined('u-1'));
    await posted(1);
    await call(at, joined('u-2'));
    await nothingDue();
    expect(kinds(network.posts)).toEqual(['greeting']);
  });

  it('something is said in a conversation by whichever node finds it, as no reply to anything', async () => {
    const at = await node();
    const incoming = activity();
    await call(at, incoming);
    await posted(2);
    await nothingDue();
    const { conversation_id: id } = await database.db
      .selectFrom('network_conversation')
      .select('conversation_id')
      .executeTakeFirstOrThrow();
    await database.db
      .transaction()
      .execute((db) =>
        sayUnasked({ db, clock }, id, [
          { type: 'message', from: { id: 'univocal', role: 'bot' }, text: 'We told you £12; it is £9.' },
        ]),
      );
    await posted(3);
    expect(network.posts[2]).toMatchObject({
      path: `/v3/conversations/${encodeURIComponent(incoming.conversation.id)}/activities`,
      activity: { text: 'We told you £12; it is £9.', recipient: { id: 'u-1' }, from: { id: 'bot-1' } },
    });
  });
});

describe('a flood of messages', () => {
  it('is acknowledged, so that the network does not send it again, and told once to slow down', async () => {
    const at = await node({ messagesAMinute: 2 });
    const conversation = { id: randomUUID() };
    for (let sent = 0; sent < 6; sent += 1) await call(at, activity({ conversation, locale: 'en' }));
    await nothingDue();
    const notices = network.posts.filter(({ activity: said }) => said.channelData?.['kind'] === 'notice');
    expect(notices.map(({ activity: said }) => said.text)).toEqual([
      'You write faster than I can read, and I have not read your last message. Please wait a minute, then send it again.',
    ]);
    expect(kinds(network.posts)).toContain('answer');
    expect(await openTurns()).toBe(0);
  });

  it('of one member of a group silences no other, and thumbs are no messages', async () => {
    const at = await node({ messagesAMinute: 1 });
    const conversation = { id: randomUUID() };
    await call(at, activity({ conversation }));
    await nothingDue();
    const actions = network.posts.at(-1)?.activity.entities as readonly unknown[];
    for (let sent = 0; sent < 3; sent += 1)
      await call(
        at,
        activity({
          conversation,
          type: 'event',
          text: undefined,
          name: 'webchat:activity-status/feedback',
          entities: actions,
        }),
      );
    await call(at, activity({ conversation, from: { id: 'u-2' } }));
    await nothingDue();
    expect(kinds(network.posts).filter((kind) => kind === 'answer')).toHaveLength(2);
    expect(kinds(network.posts)).not.toContain('notice');
    await call(at, activity({ conversation, from: { id: 'u-2' } }));
    await nothingDue();
    expect(kinds(network.posts)).toContain('notice');
  });

  it('gets no words of the bot while a person is there', async () => {
    const at = await node({ messagesAMinute: 1 });
    const conversation = { id: randomUUID() };
    await call(at, activity({ conversation, text: 'agent' }));
    await nothingDue();
    await call(
      at,
      activity({
        conversation,
        type: 'event',
        name: 'handoff.status',
        value: { state: 'accepted' },
        from: { id: 'hub' },
      }),
    );
    await nothingDue();
    for (let sent = 0; sent < 3; sent += 1) await call(at, activity({ conversation }));
    await nothingDue();
    expect(kinds(network.posts)).toEqual(['greeting', 'handoff', 'handoff-packet']);
  });
});

describe('a call for a person', () => {
  const status = (state: string, from: string, more: object = {}) =>
    activity({ type: 'event', name: 'handoff.status', value: { state }, from: { id: from }, text: undefined, ...more });
  const personIn = async () => {
    const { state } = await database.db.selectFrom('conversation').select('state').executeTakeFirstOrThrow();
    return (state as { person?: unknown }).person ?? null;
  };

  it('that its network refuses is told to the customer, who can call again', async () => {
    network.take = ({ activity: one }) => ({ status: one.name === 'handoff.initiate' ? 413 : 200 });
    const at = await node();
    const conversation = { id: randomUUID() };
    await call(at, activity({ conversation, text: 'agent' }));
    await posted(4);
    await nothingDue();
    expect(kinds(network.posts)).toEqual(['greeting', 'handoff', 'handoff-packet', 'notice']);
    expect(await personIn()).toBeNull();
    network.take = () => ({ status: 200 });
    await call(at, activity({ conversation, text: 'agent' }));
    await posted(6);
    await nothingDue();
    expect(kinds(network.posts.slice(4))).toEqual(['handoff', 'handoff-packet']);
    expect(await personIn()).toBe('CALLED');
  });

  it('is taken by the hub, not by the customer, and the words that follow still go to the customer', async () => {
    const at = await node();
    const conversation = { id: randomUUID() };
    await call(at, activity({ conversation, text: 'agent', locale: 'en' }));
    await nothingDue();
    await call(at, status('accepted', 'u-1', { conversation }));
    await nothingDue();
    expect(await personIn()).toBe('CALLED');
    await call(at, status('accepted', 'hub', { conversation }));
    await nothingDue();
    expect(await personIn()).toBe('HERE');
    const completed = status('completed', 'hub', { conversation, locale: 'de' });
    await call(at, completed);
    await call(at, completed);
    await nothingDue();
    expect(await personIn()).toBeNull();
    expect(kinds(network.posts)).toEqual(['greeting', 'handoff', 'handoff-packet', 'notice']);
    expect(network.posts.at(-1)?.activity).toMatchObject({ recipient: { id: 'u-1', name: 'Ann' } });
    expect(network.posts.at(-1)?.activity.locale).not.toBe('de');
  });
});

describe('the hub of the people', () => {
  const accepted = (from: string, more: object) =>
    activity({
      type: 'event',
      name: 'handoff.status',
      value: { state: 'accepted' },
      from: { id: from },
      text: undefined,
      ...more,
    });
  const states = async () => {
    const rows = await database.db.selectFrom('conversation').select('state').execute();
    return rows.map(({ state }) => (state as { person?: unknown }).person ?? null);
  };

  it.each([
    ['nobody, where no account is named', []],
    ['not who has its id on another network', [{ channelId: 'webchat', accountId: 'hub' }]],
    ['not another account of its network', [{ channelId: 'msteams', accountId: 'hub-2' }]],
  ])('is %s', async (_who, hubs) => {
    const at = await node({ hubs });
    const conversation = { id: randomUUID() };
    await call(at, activity({ conversation, text: 'agent' }));
    await nothingDue();
    await call(at, accepted('hub', { conversation }));
    await nothingDue();
    expect(await states()).toEqual(['CALLED']);
    await call(at, activity({ conversation }));
    await expect.poll(() => kinds(network.posts), patience).toContain('answer');
  });

  it('leaves a trace where it is not named, once a minute, and where a customer poses as it, none', async () => {
    const warnings: unknown[][] = [];
    const log = Object.assign(createLog('silent'), { warn: (...told: unknown[]) => warnings.push(told) });
    const at = await node({ hubs: [], log });
    expect(warnings).toEqual([[{}, expect.stringContaining('BOT_HUBS names nobody')]]);
    const conversation = { id: randomUUID() };
    await call(at, activity({ conversation, text: 'agent' }));
    await nothingDue();
    for (const from of ['u-1', 'hub', 'hub']) await call(at, accepted(from, { conversation }));
    expect(warnings.slice(1)).toEqual([
      [
        { channelId: 'msteams', accountId: 'hub' },
        'news of a handoff was ignored: BOT_HUBS does not name this account',
      ],
    ]);
  });

  it('is the account that is named, on its network', async () => {
    const at = await node({ hubs: [{ channelId: 'msteams', accountId: 'hub' }] });
    const conversation = { id: randomUUID() };
    await call(at, activity({ conversation, text: 'agent' }));
    await nothingDue();
    await call(at, accepted('hub', { conversation }));
    await nothingDue();
    expect(await states()).toEqual(['HERE']);
  });
});

describe('typing', () => {
  const slow =
    (run: RunOperation): RunOperation =>
    async (...asked) => {
      if (asked[0] === 'BotAsk') await expect.poll(isShownOrLate, patience).toBe(true);
      return run(...asked);
    };
  let started = 0;
  const isShownOrLate = (): boolean => network.typing.length > 0 || performance.now() - started > 3_000;

  it.each([
    ['msteams', true],
    ['sms', false],
  ])('is shown on %s where a turn takes long: %j', async (channelId, isShown) => {
    started = performance.now();
    await call(await node({ slow }), activity({ channelId }));
    await posted(2);
    expect(network.typing.length > 0).toBe(isShown);
    for (const { path, activity: sign } of network.typing) {
      expect(path).toMatch(/\/activities$/);
      expect(sign).toMatchObject({ type: 'typing', from: { id: 'bot-1' }, recipient: { id: 'u-1' } });
    }
  });
});
