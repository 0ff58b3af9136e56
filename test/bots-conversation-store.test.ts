import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../bots/conversation/activity.js';
import { newState } from '../bots/conversation/conversation.js';
import { type ConversationStore, mostActivities } from '../bots/conversation/conversation-store.js';
import { type ManualClock, manualClock } from '../src/platform/clock.js';
import { type ConversationDatabase, conversationDatabase } from './support/conversation-database.js';
import { copyingNodes } from './support/copying-nodes.js';
import { hasRedis, type RedisServer, redisServer, withRedis } from './support/redis-server.js';

let database: ConversationDatabase;
const clock: ManualClock = manualClock(new Date('2026-11-01T09:00:00Z'));

const userSays = (text: string, more: Partial<Activity> = {}): Activity => ({
  type: 'message',
  text,
  from: { id: 'u-1', role: 'user' },
  ...more,
});
const botSays = (text: string): Activity => ({ type: 'message', text, from: { id: 'univocal', role: 'bot' } });
/** What every store of conversations must do, with two nodes on it. */
function contract(connect: () => Promise<readonly [ConversationStore, ConversationStore]>): void {
  let nodes: readonly [ConversationStore, ConversationStore];
  beforeAll(async () => {
    nodes = await connect();
  });
  const open = async (): Promise<string> => {
    const id = randomUUID();
    await nodes[0].create({ id, channelKey: 'webchat', userId: 'u-1', locale: null });
    return id;
  };
  const said = async (id: string, after = 0): Promise<unknown[]> =>
    (await nodes[1].activitiesSince(id, after)).map(({ position, activity }) => [position, activity.text]);

  it('is opened once, and is the same on every node', async () => {
    const id = await open();
    expect(await nodes[1].create({ id, channelKey: 'social', userId: 'u-2', locale: 'de' })).toBe(false);
    expect(await nodes[1].load(id)).toEqual({
      id,
      channelKey: 'webchat',
      userId: 'u-1',
      locale: null,
      state: newState,
      ended: false,
      length: 0,
    });
    expect(await nodes[1].load(randomUUID())).toBeNull();
  });

  it('counts its activities from one without a gap, also when two nodes write at once', async () => {
    const id = await open();
    const texts = Array.from({ length: 20 }, (_, index) => `message ${index}`);
    const kept = await Promise.all(
      texts.map((text, index) => (nodes[index % 2] as ConversationStore).append(id, userSays(text))),
    );
    expect(kept.map(({ position }) => position).sort((a, b) => a - b)).toEqual(texts.map((_, index) => index + 1));
    expect((await said(id)).map((one) => (one as unknown[])[0])).toEqual(texts.map((_, index) => index + 1));
  });

  it('takes of two turns that began from one state only the first', async () => {
    const id = await open();
    const turn = (text: string) => ({
      before: newState,
      after: { ...newState, revision: 1 },
      activities: [botSays(text), botSays('more')],
    });
    const saved = await Promise.all([nodes[0].saveTurn(id, turn('a')), nodes[1].saveTurn(id, turn('a'))]);
    expect(saved.toSorted()).toEqual([false, true]);
    expect(await said(id)).toEqual([
      [1, 'a'],
      [2, 'more'],
    ]);
  });

  it('keeps once what a client or a network sends twice, but not the same words said twice', async () => {
    const id = await open();
    const marked = { channelData: { clientActivityID: 'c-1' } };
    expect(await nodes[0].append(id, userSays('a', marked))).toEqual({ position: 1, isNew: true });
    expect(await nodes[1].append(id, userSays('a', marked))).toEqual({ position: 1, isNew: false });
    expect(await nodes[0].append(id, userSays('b', { id: 'm-1' }))).toEqual({ position: 2, isNew: true });
    expect(await nodes[1].append(id, userSays('b', { id: 'm-1' }))).toEqual({ position: 2, isNew: false });
    expect([await nodes[0].append(id, userSays('c')), await nodes[1].append(id, userSays('c'))]).toEqual([
      { position: 3, isNew: true },
      { position: 4, isNew: true },
    ]);
  });

  it('keeps the hub’s news once, and takes no mark of it for a customer’s', async () => {
    const id = await open();
    const news: Activity = { type: 'event', id: 'm-1', name: 'handoff.status', from: { id: 'hub', role: 'desk' } };
    await nodes[0].append(id, userSays('a', { id: 'm-1' }));
    expect(await nodes[0].append(id, news)).toEqual({ position: 2, isNew: true });
    expect(await nodes[1].append(id, news)).toEqual({ position: 2, isNew: false });
  });

  it('is listed for the desk by when a person was called, for a week, and not where it is a network’s', async () => {
    const own = manualClock(new Date('2026-11-01T09:00:00Z'));
    const store = database.node(own);
    const channelKey = `desk-${randomUUID()}`;
    const openAs = async (id: string): Promise<string> => {
      await store.create({ id, channelKey, userId: 'u-1', locale: null });
      return id;
    };
    const turn = async (id: string, revision: number, person: 'CALLED' | 'HERE' | null): Promise<void> => {
      const before = (await store.load(id))?.state ?? newState;
      own.advance(1_000);
      expect(await store.saveTurn(id, { before, after: { ...before, revision, person }, activities: [] })).toBe(true);
    };
    const ids = async () => (await store.withPeople(channelKey)).map(({ id }) => id);
    const [first, second] = [await openAs(randomUUID()), await openAs(randomUUID())];
    await turn(await openAs(`bf-${randomUUID()}`), 1, 'CALLED');
    await turn(second, 1, 'CALLED');
    await turn(first, 1, 'CALLED');
    await turn(second, 2, 'HERE');
    expect(await ids()).toEqual([second, first]);
    await turn(second, 3, null);
    await turn(second, 4, 'CALLED');
    expect(await ids()).toEqual([first, second]);
    own.advance(7 * 86_400_000 - 2_500);
    expect(await ids()).toEqual([second]);
  });

  it('counts what the user sent lately, not what the bot said', async () => {
    const id = await open();
    const start = clock.now();
    await nodes[0].append(id, userSays('a'));
    clock.advance(1_000);
    await nodes[0].append(id, userSays('b'));
    await nodes[0].saveTurn(id, { before: newState, after: { ...newState, revision: 1 }, activities: [botSays('c')] });
    expect(await nodes[1].sentSince(id, new Date(start.getTime() - 1))).toBe(2);
    expect(await nodes[1].sentSince(id, start)).toBe(1);
  });

  it('takes nothing more when it has ended', async () => {
    const id = await open();
    await nodes[1].glance(id);
    await nodes[0].end(id);
    await expect(nodes[1].append(id, userSays('a'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await nodes[1].saveTurn(id, { before: newState, after: newState, activities: [botSays('b')] })).toBe(false);
    for (const node of nodes) {
      expect(await node.load(id)).toMatchObject({ ended: true });
      expect(await node.glance(id)).toMatchObject({ ended: true });
      expect(await node.read(id, 0)).toMatchObject({ conversation: { ended: true } });
    }
  });

  it('shows to every look what the truth is, however often and from where', async () => {
    const id = await open();
    await nodes[0].append(id, userSays('a'));
    await nodes[1].saveTurn(id, {
      before: newState,
      after: { ...newState, revision: 1, answeredUpTo: 1, told: [], scope: { dimension: 'd', value: 'v', others: [] } },
      activities: [botSays('b'), botSays('c')],
    });
    const { rows } = await sql<{ position: number; activity: Activity; at: Date }>`
      select position, activity, at from activity where conversation_id = ${id} order by position`.execute(database.db);
    const truth = await nodes[0].load(id);
    for (const node of [...nodes, ...nodes]) {
      for (const position of [2, 0, 1, 3, 7]) {
        const activities = rows.filter((row) => row.position > position);
        expect(await node.read(id, position)).toEqual({ conversation: truth, activities });
        expect(await node.activitiesSince(id, position)).toEqual(activities);
      }
      expect(await node.read(id, 'ANSWERED')).toEqual({ conversation: truth, activities: rows.slice(1) });
      expect(await node.glance(id)).toEqual(truth);
    }
    expect([await nodes[0].glance(randomUUID()), await nodes[0].read(randomUUID(), 0)]).toEqual([null, null]);
  });

  it('gives as many at once as are read at once', async () => {
    const id = await open();
    const many = Array.from({ length: mostActivities + 1 }, (_, index) => botSays(String(index)));
    await nodes[0].saveTurn(id, { before: newState, after: { ...newState, revision: 1 }, activities: many });
    for (const node of [...nodes, ...nodes]) {
      expect(await node.activitiesSince(id, 0)).toHaveLength(mostActivities);
      expect(await node.activitiesSince(id, 1)).toHaveLength(mostActivities);
      expect(await node.activitiesSince(id, mostActivities)).toHaveLength(1);
    }
  });

  it('is heard on every node while somebody listens', async () => {
    const id = await open();
    const heard = new Promise<void>((done) => {
      const stop = nodes[1].subscribe(id, () => {
        stop();
        done();
      });
    });
    await nodes[0].append(id, userSays('a'));
    await expect(heard).resolves.toBeUndefined();
  });
}

describe('a conversation in PostgreSQL', () => {
  contract(async () => {
    database = await conversationDatabase();
    return [database.node(clock), database.node(clock)];
  });
  afterAll(() => database.close());
});

describe.skipIf(!hasRedis)(`a conversation in PostgreSQL ${withRedis}`, () => {
  let redis: RedisServer;
  contract(async () => {
    [database, redis] = await Promise.all([conversationDatabase(), redisServer()]);
    return copyingNodes(database, redis.url, clock);
  });
  afterAll(async () => {
    await database.close();
    await redis.close();
  });
});
