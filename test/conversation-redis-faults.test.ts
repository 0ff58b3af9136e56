import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../bots/conversation/activity.js';
import { type Conversation, newState } from '../bots/conversation/conversation.js';
import type { ConversationStore } from '../bots/conversation/conversation-store.js';
import { copyLivesMs } from '../src/channels/conversation-copies.js';
import { manualClock } from '../src/platform/clock.js';
import { type ConversationDatabase, conversationDatabase } from './support/conversation-database.js';
import { copyingNodes, untilCopying } from './support/copying-nodes.js';
import { hasRedis, type RedisServer, redisServer, withRedis } from './support/redis-server.js';

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
    const begun = performance.now();
    await other.read(id, 0);
    const before = database.exchanges();
    for (let look = 0; look < 20; look += 1) {
      for (const node of [one, other]) expect((await node.read(id, 0))?.activities).toHaveLength(1);
      expect(await one.activitiesSince(id, 1)).toEqual([]);
      expect(await other.glance(id)).toMatchObject({ length: 1 });
    }
    // A machine so slow that copies end meanwhile asks for each of the three anew.
    const lives = Math.floor((performance.now() - begun) / copyLivesMs);
    expect(database.exchanges() - before).toBeLessThanOrEqual(3 * lives);
    const left = await redis.client.pttl(keyOf(id));
    expect(left).not.toBe(-1);
    expect(left).toBeLessThanOrEqual(copyLivesMs);
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
      const copied = async () => {
        await reader.read(id, 0);
        return redis.client.exists(keyOf(id));
      };
      await expect.poll(copied).toBe(1);
      const heard = new Promise<void>((done) => {
        const stop = reader.subscribe(id, () => {
          stop();
          done();
        });
      });
      await write();
      await heard;
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
      await redis.start();
    }
    await untilCopying(database, one);
    await untilCopying(database, other);
    expect(await other.activitiesSince(id, 0)).toMatchObject([{ position: 1 }]);
  });

  it('reach each reader once and in order, and in the end as PostgreSQL holds them, whatever becomes of Redis', async () => {
    const stores = await copyingNodes(database, redis.url, clock);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        for (const node of stores) await untilCopying(database, node);
        const trial: Trial = { stores, id: await open(stores[0]), got: [[], []], written: { node: 0, length: 0 } };
        for (const one of steps) {
          if (one.what === 'redis') await befall(redis, one.how);
          else await take(trial, one);
        }
        await befall(redis, 'start');
        for (const node of [0, 1] as const) {
          await expect.poll(() => look(trial, node, node)).toBe(trial.written.length);
          expect(await stores[node].glance(trial.id)).toEqual(await stores[node].load(trial.id));
        }
      }),
      { numRuns: 12 },
    );
  });
});

const nodes = fc.constantFrom(0 as const, 1 as const);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('say' as const), node: nodes }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('turn' as const), node: nodes }) },
  { weight: 6, arbitrary: fc.record({ what: fc.constant('look' as const), node: nodes, who: nodes }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('redis' as const),
      how: fc.constantFrom('halt' as const, 'kill' as const, 'start' as const, 'flush' as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? Exclude<T, { what: 'redis' }> : never;

interface Trial {
  readonly stores: readonly [ConversationStore, ConversationStore];
  readonly id: string;
  /** The positions that two readers have got, each on whichever node. */
  readonly got: readonly [number[], number[]];
  /** How long the conversation is, and who made it so. */
  written: { readonly node: number; readonly length: number };
}

async function befall(redis: RedisServer, how: 'halt' | 'kill' | 'start' | 'flush'): Promise<void> {
  if (how === 'halt') redis.halt();
  else if (how === 'kill') await redis.kill();
  else if (how === 'start') await redis.start();
  // Of one that is halted or gone nothing is left to wait for.
  else void redis.client.flushall().catch(() => undefined);
}

async function take(trial: Trial, one: Step): Promise<void> {
  const { stores, id } = trial;
  const { node } = one;
  const store = stores[node];
  if (one.what === 'say') {
    trial.written = { node, length: (await store.append(id, says('a'))).position };
  } else if (one.what === 'turn') {
    const { state: before, length } = (await store.load(id)) as Conversation;
    const after = { ...before, revision: before.revision + 1 };
    // It began from the truth, so it is kept at once.
    expect(await store.saveTurn(id, { before, after, activities: [says('b', 'bot')] })).toBe(true);
    trial.written = { node, length: length + 1 };
  } else {
    const length = await look(trial, node, one.who);
    // A node sees what it has written itself, whatever Redis says.
    if (node === trial.written.node) expect(length).toBe(trial.written.length);
  }
}

/** Reads on; gives how many the reader has by then, which stand in their order without a gap. */
async function look({ stores, id, got }: Trial, node: 0 | 1, who: 0 | 1): Promise<number> {
  const positions = got[who];
  const read = await stores[node].read(id, positions.length);
  positions.push(...(read?.activities ?? []).map(({ position }) => position));
  expect(positions).toEqual(positions.map((_, place) => place + 1));
  return positions.length;
}
