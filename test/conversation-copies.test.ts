import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Activity } from '../bots/conversation/activity.js';
import { newState } from '../bots/conversation/conversation.js';
import type { ConversationStore } from '../bots/conversation/conversation-store.js';
import {
  type ConversationCopies,
  type ConversationCopy,
  conversationCopies,
} from '../src/channels/conversation-copies.js';
import { copiedConversations } from '../src/channels/copied-conversations.js';
import { conversationStore } from '../src/channels/conversation.store.js';
import { knownProgress } from '../src/channels/conversation-progress.js';
import { manualClock } from '../src/platform/clock.js';
import { createLog } from '../src/platform/log.js';
import { type ConversationDatabase, conversationDatabase } from './support/conversation-database.js';
import { hasRedis, type RedisServer, redisServer, withRedis } from './support/redis-server.js';

const log = createLog('silent');
const clock = manualClock(new Date('2026-11-01T09:00:00Z'));
const says = (text: string, role: 'user' | 'bot' = 'user'): Activity => ({
  type: 'message',
  text,
  from: { id: 'u-1', role },
});

describe.skipIf(!hasRedis)(`copies of conversations ${withRedis}`, () => {
  let database: ConversationDatabase;
  let redis: RedisServer;
  beforeAll(async () => {
    [database, redis] = await Promise.all([conversationDatabase(), redisServer()]);
  });
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

  describe('on a node that hears nothing of the others', () => {
    /** Copies that live on and on; `drops` = whether Redis takes its drops. */
    const deafNode = (drops: boolean): ConversationStore => {
      let now = 0;
      const known = knownProgress(1, () => now);
      known.hear(null);
      now = 1;
      const copies = conversationCopies(redis.client, log, 3_600_000);
      const kept = conversationStore({ db: database.db, clock }, () => () => undefined);
      return copiedConversations(kept, drops ? copies : { ...copies, drop: async () => undefined }, known);
    };
    const after = { ...newState, revision: 1 };
    const writes: readonly [string, (on: ConversationStore, id: string) => Promise<unknown>][] = [
      ['a message', (on, id) => on.append(id, says('b'))],
      ['a turn', (on, id) => on.saveTurn(id, { before: newState, after, activities: [says('b', 'bot')] })],
      ['a turn without words', (on, id) => on.saveTurn(id, { before: newState, after, activities: [] })],
      ['the end', (on, id) => on.end(id)],
    ];
    const copied = async (on: ConversationStore): Promise<string> => {
      const id = await open(on);
      await on.append(id, says('a'));
      await on.read(id, 0);
      expect(await redis.client.hget(keyOf(id), 'copy')).not.toBeNull();
      return id;
    };

    it.each(writes)('are seen with %s of its own, though the copy could not be dropped', async (_, write) => {
      const node = deafNode(false);
      const id = await copied(node);
      await write(node, id);
      expect((await node.read(id, 0))?.conversation).toEqual(await deafNode(false).load(id));
    });

    it.each(writes)('are seen with %s of another node that dropped the copy', async (_, write) => {
      const id = await copied(deafNode(true));
      const node = deafNode(true);
      await write(deafNode(true), id);
      expect((await node.read(id, 0))?.conversation).toEqual(await deafNode(true).load(id));
    });

    it.each(writes)('are late with %s of another that could not, until a turn begins or is lost', async (_, write) => {
      const node = deafNode(false);
      const id = await copied(node);
      const before = await node.load(id);
      await node.read(id, 0);
      await write(deafNode(false), id);
      expect((await node.read(id, 0))?.conversation).toEqual(before);
      const truth = await node.load(id);
      expect(truth).not.toEqual(before);
      expect((await node.read(id, 0))?.conversation).toEqual(truth);
      expect(await node.activitiesSince(id, 0)).toHaveLength(truth?.length ?? 0);
    });

    it('are read anew after a turn that lost the race', async () => {
      const node = deafNode(false);
      const id = await copied(node);
      const turn = { before: newState, after, activities: [says('b', 'bot')] };
      expect(await deafNode(false).saveTurn(id, turn)).toBe(true);
      expect((await node.read(id, 0))?.activities).toHaveLength(1);
      expect(await node.saveTurn(id, turn)).toBe(false);
      expect((await node.read(id, 0))?.activities).toHaveLength(2);
    });

    it('begin anew where they were deleted and opened again', async () => {
      const node = deafNode(true);
      const id = await copied(node);
      await database.db.deleteFrom('conversation').where('id', '=', id).execute();
      await node.create({ id, channelKey: 'webchat', userId: 'u-2', locale: null });
      expect(await deafNode(true).read(id, 0)).toMatchObject({ conversation: { userId: 'u-2' }, activities: [] });
    });
  });

  describe('a copy', () => {
    const copy = (length: number, revision: number, after: number): ConversationCopy => ({
      conversation: {
        id: 'c-1',
        channelKey: 'webchat',
        userId: 'u-1',
        locale: 'de',
        state: { ...newState, revision },
        ended: false,
        length,
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
      copies = conversationCopies(redis.client, log, 60_000);
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
      const short = conversationCopies(redis.client, log, 200);
      await short.put(copy(1, 1, 0), Date.now());
      await expect.poll(() => redis.client.exists(keyOf('c-1'))).toBe(0);
      await short.put(copy(1, 1, 0), Date.now() - 201);
      expect(await redis.client.exists(keyOf('c-1'))).toBe(0);
      // The clock of a node that is ahead of Redis's does not make it live longer.
      await copies.put(copy(1, 1, 0), Date.now() + 3_600_000);
      expect(await redis.client.pttl(keyOf('c-1'))).toBeLessThanOrEqual(60_000);
      expect(await redis.client.pttl(keyOf('c-1'))).toBeGreaterThan(0);
    });

    it('is not made of a conversation that is large', async () => {
      const { conversation, after } = copy(1, 1, 0);
      const activities = [{ position: 1, at: new Date(), activity: says('x'.repeat(70_000)) }];
      await copies.put({ conversation, after, activities }, Date.now());
      expect(await redis.client.exists(keyOf('c-1'))).toBe(0);
    });
  });
});
