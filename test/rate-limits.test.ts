import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../src/platform/log.js';
import { localRateLimits, type RateLimits, sharedRateLimits } from '../src/platform/rate-limits.js';
import { connectRedis } from '../src/platform/redis.js';
import { hasRedis, type RedisServer, redisServer, withRedis } from './support/redis-server.js';

const log = createLog('silent');

/** What every way of counting must do. */
function contract(name: string, open: () => RateLimits): void {
  describe(name, () => {
    let limits: RateLimits;
    beforeAll(() => {
      limits = open();
    });

    it('lets as many calls through as it says, then names the seconds to wait', async () => {
      const limit = limits.perCaller(randomUUID(), 3, 30);
      expect(await Promise.all([limit.take('a'), limit.take('a'), limit.take('a')])).toEqual([0, 0, 0]);
      const wait = await limit.take('a');
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(30);
    });

    it('counts each caller alone', async () => {
      const limit = limits.perCaller(randomUUID(), 1, 30);
      expect(await limit.take('a')).toBe(0);
      expect(await limit.take('b')).toBe(0);
      expect(await limit.take('a')).toBeGreaterThan(0);
    });

    it('counts each limit alone', async () => {
      const [first, second] = [limits.perCaller(randomUUID(), 1, 30), limits.perCaller(randomUUID(), 1, 30)];
      expect(await first.take('a')).toBe(0);
      expect(await second.take('a')).toBe(0);
    });
  });
}

contract('rate limits in this process', localRateLimits);

describe.skipIf(!hasRedis)(withRedis, () => {
  let server: RedisServer;
  const opened: Redis[] = [];
  const node = (): RateLimits => {
    const redis = connectRedis(server.url, log);
    opened.push(redis);
    return sharedRateLimits(redis);
  };
  beforeAll(async () => {
    server = await redisServer();
  });
  afterAll(async () => {
    for (const redis of opened) redis.disconnect();
    await server.close();
  });
  contract('rate limits in Redis', node);

  it('counts the calls of two nodes together', async () => {
    const name = randomUUID();
    const [first, second] = [node(), node()].map((limits) => limits.perCaller(name, 1, 30));
    // Until both are connected each counts alone, and the second lets a caller through whom the first has counted.
    const firstCalls: number[] = [];
    const together = async () => {
      const caller = randomUUID();
      firstCalls.push((await first?.take(caller)) ?? 1);
      return (await second?.take(caller)) ?? 0;
    };
    await expect.poll(together).toBeGreaterThan(0);
    expect(new Set(firstCalls)).toEqual(new Set([0]));
  });
});

describe('when Redis is lost', () => {
  it('goes on counting on each node', async () => {
    const redis = connectRedis('redis://127.0.0.1:9', log);
    const limit = sharedRateLimits(redis).perCaller(randomUUID(), 1, 30);
    expect(await limit.take('a')).toBe(0);
    expect(await limit.take('a')).toBeGreaterThan(0);
    redis.disconnect();
  });
});

describe('a run that says services are required', () => {
  it('fails when Redis is not there', () => {
    if (process.env['REQUIRE_SERVICES'] === '1') expect(hasRedis, 'REQUIRE_SERVICES=1 needs redis-server').toBe(true);
  });
});
