import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Activity } from '../bots/conversation/activity.js';
import { newState } from '../bots/conversation/conversation.js';
import type { ConversationStore } from '../bots/conversation/conversation-store.js';
import {
  type ConversationCopies,
  type ConversationCopy,
  conversationCopies,
} from '../src/channels/conversation-copies.js';
import { knownProgress } from '../src/channels/conversation-progress.js';
import { manualClock } from '../src/platform/clock.js';
import { createLog } from '../src/platform/log.js';
import { type ConversationDatabase, conversationDatabase } from './support/conversation-database.js';
import { copyingNodes, livesMs, untilCopying } from './support/copying-nodes.js';
import { hasRedis, type RedisServer, redisServer, withRedis } from './support/redis-server.js';

const log = createLog('silent');
const clock = manualClock(new Date('2026-11-01T09:00:00Z'));
const says = (text: string, role: 'user' | 'bot' = 'user'): Activity => ({
  type: 'message',
  text,
  from: { id: 'u-1', role },
});

describe.skipIf(!hasRedis)(`conversations ${withRedis}`, () => {
  let database: ConversationDatabase;
  let redis: RedisServer;
  beforeAll(async () => {
    [database, redis] = await Promise.all([conversationDatabase(), redisServer()]);
  });
  afterEach(() => database.release());
  afterAll(async () => {
    await database.close();
    await redis.close();
  });

  const open = async (on: ConversationStore): Promise<string> => {
    const id = randomUUID();
    await on.create({ id, channelKey: 'webchat', userId: 'u-1', locale: null });
    return id;
  };
  const keyOf = (id: string) => `univocal:conversation:1:${id}`;

  it('are asked of PostgreSQL once for what was said, not once a look', async () => {
    const [one, other] = [0, 1].map(() => database.node(clock, { redisUrl: redis.url })) as [
      ConversationStore,
      ConversationStore,
    ];
    await untilCopying(database, one);
    await untilCopying(database, other);
    const id = await open(one);
    await one.append(id, says('a'));
    await other.read(id, 0);
    const before = database.exchanges();
    for (let look = 0; look < 20; look += 1) {
      for (const node of [one, other]) expect((await node.read(id, 0))?.activities).toHaveLength(1);
      expect(await one.activitiesSince(id, 1)).toEqual([]);
      expect(await other.glance(id)).toMatchObject({ length: 1 });
    }
    expect(database.exchanges() - before).toBe(0);
    expect(await redis.client.pttl(keyOf(id))).toBeGreaterThan(0);
    expect(await redis.client.pttl(keyOf(id))).toBeLessThanOrEqual(10_000);
  });

  it('are seen as PostgreSQL announces them where the writer could not drop the copy', async () => {
    const [reader] = await copyingNodes(database, redis.url, clock);
    const writer = database.node(clock, { redisUrl: 'redis://127.0.0.1:9' });
    const id = await open(writer);
    for (const write of [
      () => writer.append(id, says('a')),
      () => writer.saveTurn(id, { before: newState, after: { ...newState, revision: 1 }, activities: [] }),
      () => writer.end(id),
    ]) {
      await reader.read(id, 0);
      const copied = await redis.client.hget(keyOf(id), 'copy');
      const heard = new Promise<void>((done) => {
        const stop = reader.subscribe(id, () => {
          stop();
          done();
        });
      });
      await write();
      await heard;
      expect(copied).not.toBeNull();
      expect((await reader.read(id, 0))?.conversation).toEqual(await writer.load(id));
    }
  });

  it('go on in PostgreSQL while Redis takes calls and does not answer, and are copied again when it does', async () => {
    const [one, other] = await copyingNodes(database, redis.url, clock);
    const id = await open(one);
    await other.read(id, 0);
    redis.halt();
    try {
      await one.append(id, says('a'));
      expect(await one.activitiesSince(id, 0)).toMatchObject([{ position: 1 }]);
      await expect.poll(() => other.activitiesSince(id, 0)).toMatchObject([{ position: 1 }]);
    } finally {
      redis.goOn();
    }
    await untilCopying(database, one);
    await untilCopying(database, other);
    expect(await other.activitiesSince(id, 0)).toMatchObject([{ position: 1 }]);
  });

  describe('whatever becomes of Redis', () => {
    const nodes = fc.integer({ min: 0, max: 1 });
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ what: fc.constant('say' as const), node: nodes }) },
      { weight: 2, arbitrary: fc.record({ what: fc.constant('turn' as const), node: nodes }) },
      { weight: 6, arbitrary: fc.record({ what: fc.constant('look' as const), node: nodes, who: nodes }) },
      { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('halt', 'goOn', 'kill', 'start', 'flush') }) },
    );

    it('each reader gets each activity once, in order, and in the end what PostgreSQL holds', async () => {
      const stores = await copyingNodes(database, redis.url, clock);
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
          const id = await open(stores[0]);
          const got: number[][] = [[], []];
          let isUp = true;
          const look = async (node: number, who: number): Promise<number> => {
            const before = got[who] as number[];
            const read = await (stores[node] as ConversationStore).read(id, before.at(-1) ?? 0);
            before.push(...(read?.activities ?? []).map(({ position }) => position));
            expect(before).toEqual(before.map((_, place) => place + 1));
            return before.length;
          };
          let written: { readonly node: number; readonly length: number } = { node: 0, length: 0 };
          for (const one of steps) {
            if (one.what === 'say') {
              const { position } = await (stores[one.node] as ConversationStore).append(id, says('a'));
              written = { node: one.node, length: position };
            } else if (one.what === 'turn') {
              const store = stores[one.node] as ConversationStore;
              const { state: before } = (await store.load(id)) ?? { state: newState };
              const after = { ...before, revision: before.revision + 1 };
              // It begins from the truth, so that it is kept at once.
              expect(await store.saveTurn(id, { before, after, activities: [says('b', 'bot')] })).toBe(true);
              written = { node: one.node, length: (await store.load(id))?.length ?? 0 };
            } else if (one.what === 'look') {
              const length = await look(one.node, one.who);
              // A node sees what it has written itself, whatever Redis says.
              if (one.node === written.node) expect(length).toBe(written.length);
            } else if (one.what === 'halt') redis.halt();
            else if (one.what === 'goOn') redis.goOn();
            else if (one.what === 'flush') void redis.client.flushall().catch(() => undefined);
            else if (one.what === 'kill') {
              await redis.kill();
              isUp = false;
            } else if (!isUp) {
              await redis.start();
              isUp = true;
            }
          }
          redis.goOn();
          if (!isUp) await redis.start();
          for (const node of [0, 1]) {
            await expect.poll(() => look(node, node)).toBe(written.length);
            expect(await stores[node]?.glance(id)).toEqual(await stores[node]?.load(id));
          }
        }),
        { numRuns: 12 },
      );
      for (const node of stores) await untilCopying(database, node);
    });
  });

  describe('a copy', () => {
    const copy = (length: number, revision: number, after: number): ConversationCopy => ({
      conversation: {
        ...{ id: 'c-1', channelKey: 'webchat', userId: 'u-1', locale: 'de', ended: false, length },
        state: { ...newState, revision },
      },
      after,
      activities: Array.from({ length: length - after }, (_, place) => ({
        position: after + place + 1,
        at: new Date('2026-11-01T09:00:00.123Z'),
        activity: says(`said ${place}`),
      })),
    });
    let copies: ConversationCopies;
    beforeEach(async () => {
      await redis.client.flushall();
      copies = conversationCopies(redis.client, log, livesMs);
    });

    it('is taken as it was put', async () => {
      await copies.put(copy(3, 1, 1), Date.now());
      expect(await copies.take('c-1')).toEqual(copy(3, 1, 1));
      await copies.drop('c-1');
      expect(await copies.take('c-1')).toBeNull();
    });

    it.each([
      ['a later one', copy(3, 1, 3), copy(3, 2, 3), true],
      ['a longer one', copy(3, 1, 3), copy(4, 1, 4), true],
      ['one that goes further back', copy(3, 1, 3), copy(3, 1, 0), true],
      ['one that goes less far back', copy(3, 1, 0), copy(3, 1, 3), false],
      ['an earlier one', copy(3, 2, 3), copy(3, 1, 0), false],
      ['a shorter one', copy(3, 1, 3), copy(2, 1, 0), false],
    ])('gives way to %s: %#', async (_, first, second, givesWay) => {
      await copies.put(first, Date.now());
      await copies.put(second, Date.now());
      expect(await copies.take('c-1')).toEqual(givesWay ? second : first);
    });

    it('is gone when its time is over, and is not kept where it comes later still', async () => {
      await copies.put(copy(1, 1, 0), Date.now());
      await expect.poll(() => redis.client.exists(keyOf('c-1'))).toBe(0);
      await copies.put(copy(1, 1, 0), Date.now() - livesMs - 1);
      expect(await redis.client.exists(keyOf('c-1'))).toBe(0);
      // The clock of a node that is ahead of Redis's does not make it live longer.
      await copies.put(copy(1, 1, 0), Date.now() + 3_600_000);
      expect(await redis.client.pttl(keyOf('c-1'))).toBeLessThanOrEqual(livesMs);
    });

    it('is not made of a conversation that is large', async () => {
      const { conversation, after } = copy(1, 1, 0);
      const activities = [{ position: 1, at: new Date(), activity: says('x'.repeat(70_000)) }];
      await copies.put({ conversation, after, activities }, Date.now());
      expect(await redis.client.exists(keyOf('c-1'))).toBe(0);
    });
  });
});

describe('what a node knows of how far conversations have come', () => {
  const heard = (...payloads: readonly (string | null)[]) => {
    let now = 0;
    const known = knownProgress(10, () => now);
    known.hear(null);
    now = 10;
    for (const payload of payloads) known.hear(payload);
    return {
      known,
      later: (ms: number) => {
        now += ms;
      },
    };
  };

  it('takes nothing for the latest before it has listened for as long as a copy lives', () => {
    let now = 0;
    const known = knownProgress(10, () => now);
    now = 100;
    expect(known.isLatest('c', { length: 9, revision: 9 })).toBe(false);
    known.hear(null);
    now = 109;
    expect(known.isLatest('c', { length: 9, revision: 9 })).toBe(false);
    now = 110;
    expect(known.isLatest('c', { length: 9, revision: 9 })).toBe(true);
  });

  it.each([
    ['c 3 1', { length: 3, revision: 1 }, true],
    ['c 3 1', { length: 4, revision: 1 }, true],
    ['c 3 1', { length: 2, revision: 1 }, false],
    ['c 3 1', { length: 3, revision: 0 }, false],
    ['d 3 1', { length: 0, revision: 0 }, true],
    // Ended, or announced by a node that says no more.
    ['c', { length: 1_000, revision: 1_000 }, false],
  ])('after %j takes %j for the latest: %j', (payload, progress, is) => {
    expect(heard(payload).known.isLatest('c', progress)).toBe(is);
  });

  it('goes by the furthest of all it has heard, written and read, until no copy can be from before', () => {
    const { known, later } = heard('c 3 1', 'c 2 2');
    known.raise('c', { length: 1 });
    expect(known.isLatest('c', { length: 3, revision: 1 })).toBe(false);
    expect(known.isLatest('c', { length: 2, revision: 2 })).toBe(false);
    expect(known.isLatest('c', { length: 3, revision: 2 })).toBe(true);
    later(60);
    known.raise('d', { length: 1 });
    expect(known.isLatest('c', { length: 0, revision: 0 })).toBe(true);
  });
});
