import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readStream } from './support/direct-line.js';
import {
  base,
  begin,
  call,
  type DirectLineNode,
  type DirectLineNodes,
  directLineNodes,
  read,
  say,
  type Speaker,
} from './support/direct-line-nodes.js';
import { copyingNodes } from './support/copying-nodes.js';
import { hasRedis, type RedisServer, redisServer, withRedis } from './support/redis-server.js';
import { manualClock } from '../src/platform/clock.js';

const question = 'How long does a new card take to arrive?';

describe.skipIf(!hasRedis)(`a conversation on two nodes ${withRedis}`, () => {
  let nodes: DirectLineNodes;
  let redis: RedisServer;
  beforeAll(async () => {
    [nodes, redis] = await Promise.all([directLineNodes(), redisServer()]);
  });
  afterEach(() => nodes.stop());
  afterAll(async () => {
    await nodes.close();
    await redis.close();
  });

  const start = async (): Promise<readonly [DirectLineNode, DirectLineNode]> => {
    const clock = manualClock(new Date('2026-11-01T09:00:00Z'));
    const [one, other] = await copyingNodes(nodes.database, redis.url, clock);
    return [await nodes.start({ conversations: one, clock }), await nodes.start({ conversations: other, clock })];
  };

  /** A client that polls now here, now there, and keeps its watermark. */
  const client = (at: readonly DirectLineNode[], chat: Speaker) => {
    const got: { id: string; text?: string; replyToId?: string }[] = [];
    let watermark = '';
    const poll = async (): Promise<typeof got> => {
      for (const node of at) {
        const set = await read(node, chat, watermark);
        watermark = set.watermark;
        got.push(...set.activities);
      }
      return got;
    };
    return {
      poll,
      ask: async (node: DirectLineNode, text: string): Promise<void> => {
        const { body } = await say(node, chat, { text });
        const { id } = body as { id: string };
        await expect.poll(async () => (await poll()).some(({ replyToId }) => replyToId === id)).toBe(true);
      },
    };
  };
  const positions = (got: readonly { id: string }[]): number[] => got.map(({ id }) => Number(id.split('|')[1]));
  const upTo = (length: number): number[] => Array.from({ length }, (_, place) => place + 1);

  it('is continued where it was not begun, and read on both without loss or repetition, also when Redis dies and comes back', async () => {
    const [one, other] = await start();
    const chat = await begin(one);
    const customer = client([one, other], chat);
    await customer.ask(other, question);
    await customer.ask(one, 'What does it cost?');
    await redis.kill();
    await customer.ask(other, question);
    await redis.start();
    await customer.ask(one, 'hello there');
    const got = await customer.poll();
    expect(positions(got)).toEqual(upTo(got.length));
    for (const node of [one, other]) expect((await read(node, chat)).activities).toEqual(got);
    expect(got.filter(({ replyToId }) => replyToId === undefined)).toHaveLength(5);
  });

  it('is caught up with over the other node’s websocket, and gives way to its end', async () => {
    const [one, other] = await start();
    const chat = await begin(one);
    const customer = client([one], chat);
    await customer.ask(one, question);
    const { body } = await call(other, 'GET', `/conversations/${chat.id}?watermark=1`, { token: chat.token });
    const url = new URL((body as { streamUrl: string }).streamUrl);
    const caughtUp = readStream(`${other.origin.replace('http', 'ws')}${url.pathname}${url.search}`, (activities) =>
      activities.some(({ type }) => type === 'endOfConversation'),
    );
    await customer.ask(one, 'hello there');
    await say(one, chat, { type: 'endOfConversation' });
    const got = await caughtUp;
    expect(positions(got)).toEqual(upTo(got.length + 1).slice(1));
    for (const node of [one, other])
      await expect
        .poll(
          async () => (await call(node, 'GET', `/conversations/${chat.id}/activities`, { token: chat.token })).status,
        )
        .toBe(404);
    expect(url.pathname.startsWith(base)).toBe(true);
  });
});
