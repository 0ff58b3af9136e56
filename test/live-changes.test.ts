import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { buildApiSchema } from '../schema/build-schema.js';
import { defaultLiveLimits, type LiveLimits } from '../schema/live/live-limits.js';
import { serveSubscriptions } from '../schema/live/subscription-socket.js';
import { signOut } from '../src/access/index.js';
import { announce } from '../src/platform/events.js';
import { placesPerAddress } from '../src/platform/http/places.js';
import { liveList } from '../src/platform/live-list.js';
import { asked, type Desks, openDesks } from './support/editing.js';
import { type LiveReader, subscribeBySocket, subscribeByStream } from './support/live.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;
const open: { close(): void }[] = [];

beforeAll(async () => {
  service = await startTestService();
  desks = openDesks(service);
});

afterEach(() => {
  for (const reader of open.splice(0)) reader.close();
});

afterAll(() => service.close());

interface Told {
  readonly answerChanged: {
    readonly key: string;
    readonly answer: { readonly title: string; readonly version: { readonly body: string } } | null;
    readonly snapshotSequence: number;
    readonly resumeAfter: number;
  };
}

const told = '{ key answer { title version { body } } snapshotSequence resumeAfter }';
const words = { question: 'Is it live?', title: 'Live', body: 'It is live.', short: 'Yes.' };
let counter = 0;

async function newAnswer(input: object = {}): Promise<string> {
  counter += 1;
  const key = `live-answer-${counter}`;
  await desks.create({ key, topic: 'cards', ...input });
  return key;
}

async function follow(args: string, token: string | null = null, url = service.url): Promise<LiveReader<Told>> {
  const reader = subscribeBySocket<Told>(url, `subscription { answerChanged${args} ${told} }`, { token });
  open.push(reader);
  await reader.ready;
  return reader;
}

describe('a change of an answer', () => {
  it('is told at once over a websocket and over server-sent events, to anyone who may read it', async () => {
    const key = await newAnswer();
    const socket = await follow(`(keys: ["${key}"])`);
    const stream = await subscribeByStream<Told>(
      service.url,
      `subscription { answerChanged(keys: ["${key}"]) ${told} }`,
    );
    open.push(stream);
    const { snapshotSequence } = await desks.published({ ...asked(key, words) });
    const expected = { key, answer: { title: 'Live', version: { body: 'It is live.' } }, snapshotSequence };
    expect((await socket.next()).data?.answerChanged).toMatchObject(expected);
    expect((await stream.next()).data?.answerChanged).toMatchObject(expected);
    expect(stream.ids).toEqual([String(snapshotSequence)]);
  });

  it('is told when a fact that it shows has another value', async () => {
    const key = await newAnswer();
    const fact = `live.fee.${counter}`;
    const input = { key: fact, type: 'MONEY', name: 'Live fee', ownerTeam: 'cards' };
    await service.graphql(
      'mutation ($input: NewFactInput!) { createFact(input: $input) }',
      { input },
      await desks.token(people.editor),
    );
    const value = { key: fact, source: 'Tariff 1', validFrom: '2026-01-01T00:00:00Z' };
    await desks.value({ ...value, value: 'GBP 1.00' });
    await desks.published({ ...asked(key, words), body: `It costs {{fact:${fact}}}.` });
    const answers = await follow(`(keys: ["${key}"])`);
    const facts = subscribeBySocket<{ factChanged: { fact: { value: { text: string } } } }>(
      service.url,
      `subscription { factChanged(keys: ["${fact}"]) { fact { value { text } } } }`,
    );
    open.push(facts);
    await facts.ready;
    await desks.value({ ...value, value: 'GBP 2.50', validFrom: '2026-06-01T00:00:00Z' });
    expect((await answers.next()).data?.answerChanged.key).toBe(key);
    expect((await facts.next()).data?.factChanged.fact.value.text).toBe('£2.50');
  });

  it('is not told of a draft, nor of what is planned, nor of what is for staff', async () => {
    const key = await newAnswer();
    await desks.published({ ...asked(key, words) });
    const secret = await newAnswer({ audience: 'STAFF' });
    const anyone = await follow(`(keys: ["${key}", "${secret}"])`);
    const staff = await follow(`(keys: ["${key}", "${secret}"])`, await desks.token(people.agent));
    await desks.published({ ...asked(secret, words) });
    expect((await staff.next()).data?.answerChanged.key).toBe(secret);
    const planned = await desks.approved({
      ...asked(key, words),
      body: 'It will be.',
      effectiveFrom: '2031-01-01T00:00:00Z',
    });
    await desks.publish(key, planned);
    await desks.draft({ ...asked(key, words), body: 'It is a draft.' });
    await anyone.silence();
    await staff.silence(0);
  });

  it('is told for the topics asked for and those below them only', async () => {
    const [cards, transfers] = [await follow('(topics: ["cards"])'), await follow('(topics: ["transfers"])')];
    const key = await newAnswer();
    await desks.published({ ...asked(key, words) });
    expect((await cards.next()).data?.answerChanged.key).toBe(key);
    await transfers.silence();
  });

  it('is told after a break to the one who says what it knows', async () => {
    const [first, second] = [await newAnswer(), await newAnswer()];
    const before = service.app.services.snapshots.current().sequence;
    await desks.published({ ...asked(first, words) });
    await desks.published({ ...asked(second, words) });
    const reader = await follow(`(afterSequence: ${before}, keys: ["${first}", "${second}"])`);
    const events = [await reader.next(), await reader.next()].map(({ data }) => data?.answerChanged);
    expect(events.map((event) => event?.key)).toEqual([first, second].sort());
    // Broken off between the two, it must be told of the second again.
    expect(events[0]?.resumeAfter).toBe(before);
    expect(events[1]?.resumeAfter).toBeGreaterThan(before);
    const stream = await subscribeByStream<Told>(
      service.url,
      `subscription { answerChanged(keys: ["${second}"]) ${told} }`,
      { 'last-event-id': String(before) },
    );
    open.push(stream);
    expect((await stream.next()).data?.answerChanged.key).toBe(second);
  });

  it('is told as gone to those who were there when it was retired, and its key to nobody who comes later', async () => {
    const key = await newAnswer();
    const { snapshotSequence } = await desks.published({ ...asked(key, words) });
    const present = await follow('(topics: ["cards"])');
    const outcome = await service.graphql<{ retireAnswer: { id: string } }>(
      `mutation { retireAnswer(key: "${key}", reason: "No longer so.") { id } }`,
      {},
      await desks.token(people.editor),
    );
    expect(outcome.errors).toBeUndefined();
    const done = await service.graphql(
      `mutation { confirmRetirement(key: "${key}", proposal: "${outcome.data.retireAnswer.id}") { __typename } }`,
      {},
      await desks.token(people.reviewer),
    );
    expect(done.errors).toBeUndefined();
    expect((await present.next()).data?.answerChanged).toMatchObject({ key, answer: null });
    const later = await follow(`(topics: ["cards"], afterSequence: ${snapshotSequence})`);
    await later.silence();
  });
});

describe('a subscription', () => {
  it('ends when its session has ended, before another word is told', async () => {
    const key = await newAnswer({ audience: 'STAFF' });
    const token = await service.signIn(people.agent);
    const reader = await follow(`(keys: ["${key}"])`, token);
    await signOut(service.app.services, token);
    await desks.published({ ...asked(key, words) });
    const last = await reader.next();
    expect(last.data).toBeUndefined();
    expect(last.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    await reader.ended;
  });

  it('to findings is for those who may read findings', async () => {
    const ids = await plantFinding();
    const query = 'subscription { findingChanged { finding { id claim state } eventSequence resumeAfter } }';
    const reader = subscribeBySocket<{ findingChanged: { finding: { id: string; claim: string } } }>(
      service.url,
      query,
      {
        token: await desks.token(people.editor),
      },
    );
    const agent = subscribeBySocket(service.url, query, { token: await desks.token(people.agent) });
    open.push(reader, agent);
    await reader.ready;
    await service.app.db
      .transaction()
      .execute((tx) => announce(tx, 'finding.changed', { subject: 'sweep/1', findings: ids }, new Date()));
    expect((await reader.next()).data?.findingChanged.finding).toMatchObject({ claim: 'Planted.' });
    expect((await agent.next()).errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' });
  });

  it('is held to the limits of every other document, and nothing but a subscription is served', async () => {
    const deep = `subscription { answerChanged { answer ${'{ related '.repeat(14)}{ key }${' }'.repeat(14)} } }`;
    const faults: Readonly<Record<string, string>> = {
      [deep]: 'TOO_COSTLY',
      '{ answers { totalCount } }': 'BAD_INPUT',
      'subscription { nothing }': 'BAD_INPUT',
      'subscription {': 'BAD_INPUT',
    };
    for (const [query, code] of Object.entries(faults)) {
      const reader = subscribeBySocket(service.url, query);
      open.push(reader);
      expect(await reader.ended).toMatchObject([{ extensions: { code } }]);
      const stream = await subscribeByStream(service.url, query);
      expect(stream.status).toBe(400);
      expect(stream.body).toContain(code);
    }
  });

  it('by EventSource needs no more than an address', async () => {
    const key = await newAnswer();
    const query = new URLSearchParams({
      query: `subscription ($keys: [String!]) { answerChanged(keys: $keys) { key } }`,
      variables: JSON.stringify({ keys: [key] }),
    });
    const abort = new AbortController();
    const response = await fetch(`${service.url}/graphql/stream?${query}`, { signal: abort.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    abort.abort();
  });
});

describe('the door', () => {
  const closing = (socket: WebSocket): Promise<number> =>
    new Promise((resolve, reject) => {
      socket.once('close', resolve);
      socket.once('error', reject);
    });
  const dial = (path = '/graphql', headers: Record<string, string> = {}, url = service.url): WebSocket =>
    new WebSocket(`${url.replace(/^http/, 'ws')}${path}`, 'graphql-transport-ws', { headers });

  /** The server takes note of a connection's end after the client does. */
  const dialUntilTaken = async (at: string): Promise<WebSocket> => {
    for (;;) {
      const socket = dial('/graphql', {}, at);
      const taken = await new Promise((resolve) => {
        socket.once('open', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
      if (taken) return socket;
    }
  };

  it('is closed to a wrong token, never opened as to anyone', async () => {
    const socket = dial();
    socket.once('open', () => {
      socket.send(
        JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer uv-session-0000000000000000' } }),
      );
    });
    expect(await closing(socket)).toBe(4403);
    const stream = await subscribeByStream(service.url, 'subscription { answerChanged { key } }', {
      authorization: 'Bearer uv-session-0000000000000000',
    });
    expect(stream.status).toBe(401);
  });

  it('is closed to pages of other origins', async () => {
    await expect(closing(dial('/graphql', { origin: 'https://evil.example' }))).rejects.toThrow('403');
    const headers = { origin: 'https://evil.example' };
    expect((await subscribeByStream(service.url, 'subscription { answerChanged { key } }', headers)).status).toBe(403);
  });

  it('refuses upgrades that nobody serves instead of holding them', async () => {
    await expect(closing(dial('/nowhere'))).rejects.toThrow('404');
  });

  it('is closed to messages that are too large', async () => {
    const socket = dial();
    socket.once('open', () => socket.send('x'.repeat(40_000)));
    expect(await closing(socket)).toBe(1009);
  });

  describe('with small limits', () => {
    let server: Server;
    let cut: () => void;
    let url: string;

    const start = async (limits: Partial<LiveLimits>) => {
      server = createServer();
      const all = { ...defaultLiveLimits, ...limits };
      cut = serveSubscriptions(server, {
        trusts: () => false,
        services: service.app.services,
        schema: buildApiSchema(),
        allowedOrigins: [],
        limits: all,
        places: placesPerAddress(all.connectionsPerAddress),
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    };
    afterEach(() => {
      cut();
      server.close();
    });

    it('lets an address have so many connections, and the next one when one is left', async () => {
      await start({ connectionsPerAddress: 2 });
      const [first, second] = [dial('/graphql', {}, url), dial('/graphql', {}, url)];
      await Promise.all([first, second].map((socket) => new Promise((resolve) => socket.once('open', resolve))));
      await expect(closing(dial('/graphql', {}, url))).rejects.toThrow('429');
      first.close();
      await closing(first);
      const third = await dialUntilTaken(url);
      for (const socket of [second, third]) socket.terminate();
    });

    it('is closed to a client that does not say who it is', async () => {
      await start({ initMs: 100 });
      expect(await closing(dial('/graphql', {}, url))).toBe(4408);
    });

    it('refuses more subscriptions on a connection than it may have', async () => {
      await start({ operationsPerConnection: 2 });
      const socket = dial('/graphql', {}, url);
      const payload = { query: 'subscription { answerChanged { key } }' };
      const refused = new Promise((resolve) => {
        socket.on('message', (data) => {
          const message = JSON.parse(String(data));
          if (message.type === 'error') resolve(message);
          if (message.type === 'connection_ack')
            for (const id of ['1', '2', '3']) socket.send(JSON.stringify({ id, type: 'subscribe', payload }));
        });
      });
      socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      expect(await refused).toMatchObject({ id: '3', payload: [{ extensions: { code: 'RATE_LIMITED' } }] });
      socket.terminate();
    });

    it('cuts a reader that takes nothing off its connection', async () => {
      await start({ keepAliveMs: 150 });
      const reader = dial('/graphql', {}, url);
      await new Promise((resolve) => reader.once('open', resolve));
      reader.send(JSON.stringify({ type: 'connection_init' }));
      reader.pause();
      await expect
        .poll(() => new Promise((resolve) => server.getConnections((_error, count) => resolve(count))))
        .toBe(0);
      reader.terminate();
    });
  });
});

describe('a live list', () => {
  it('can be ended while it waits, and then listens no more', async () => {
    let listeners = 0;
    const list = liveList<number, number>({
      subscribe: () => {
        listeners += 1;
        return () => {
          listeners -= 1;
        };
      },
      read: async () => [],
      show: async (item) => item,
    });
    const waiting = list.next();
    await new Promise((wake) => setTimeout(wake, 5));
    await list.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(listeners).toBe(0);
  });

  it('misses nothing that comes while it reads, and heaps nothing up', async () => {
    let wake = () => {};
    let news: number[] = [];
    const list = liveList<number, number>({
      subscribe: (call) => {
        wake = call;
        return () => undefined;
      },
      read: async () => {
        const found = news;
        news = [];
        // News that come in the middle of reading.
        if (found.includes(1)) {
          news.push(2);
          wake();
        }
        return found;
      },
      show: async (item) => item,
    });
    news.push(1);
    expect((await list.next()).value).toBe(1);
    expect((await list.next()).value).toBe(2);
  });
});

/** A finding as a sweep would have kept it. */
async function plantFinding(): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with probed as (
      insert into probe (key, question, locale, audience, scope, expects) values ('planted', 'Planted?', 'en', 'PUBLIC', '{}', 'planted') returning id
    ), swept as (
      insert into sweep (state, started_by, started_at) values ('DONE', 'system', now()) returning id
    )
    insert into finding (probe_id, channel_key, signature, kind, severity, base_severity, tier, claim, confidence, state, first_seen_at, last_seen_at, first_sweep_id, last_sweep_id)
    select probed.id, 'help', 'planted', 'money', 'SEV1', 'SEV1', 'alert', 'Planted.', 1, 'OPEN', now(), now(), swept.id, swept.id from probed, swept
    returning id`.execute(service.app.db);
  return rows.map(({ id }) => id);
}
