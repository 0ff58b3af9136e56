import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createLog } from '../src/platform/log.js';
import { localRateLimits, type RateLimits, sharedRateLimits } from '../src/platform/rate-limits.js';

const log = createLog('silent');
const redisUrl = process.env['REDIS_URL'];

/** What every way of counting must do. */
function contract(name: string, open: () => RateLimits): void {
  describe(name, () => {
    const limits = open();
    afterAll(() => limits.close());

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

describe.skipIf(!redisUrl)(redisUrl ? 'with Redis' : 'with Redis: SKIPPED, because REDIS_URL is not set', () => {
  contract('rate limits in Redis', () => sharedRateLimits(redisUrl ?? '', log));

  it('counts the calls of two nodes together', async () => {
    const nodes = [sharedRateLimits(redisUrl ?? '', log), sharedRateLimits(redisUrl ?? '', log)];
    const name = randomUUID();
    const [first, second] = nodes.map((node) => node.perCaller(name, 1, 30));
    // Until both are connected each counts alone, and the second lets a caller through whom the first has counted.
    const firstCalls: number[] = [];
    const together = async () => {
      const caller = randomUUID();
      firstCalls.push((await first?.take(caller)) ?? 1);
      return (await second?.take(caller)) ?? 0;
    };
    await expect.poll(together).toBeGreaterThan(0);
    expect(new Set(firstCalls)).toEqual(new Set([0]));
    for (const node of nodes) await node.close();
  });
});

describe('when Redis is lost', () => {
  it('goes on counting on each node', async () => {
    const limits = sharedRateLimits('redis://127.0.0.1:9', log);
    const limit = limits.perCaller(randomUUID(), 1, 30);
    expect(await limit.take('a')).toBe(0);
    expect(await limit.take('a')).toBeGreaterThan(0);
    await limits.close();
  });
});

describe('a run that says services are required', () => {
  it('fails when Redis is not there', () => {
    if (process.env['REQUIRE_SERVICES'] === '1') expect(redisUrl, 'REQUIRE_SERVICES=1 needs REDIS_URL').toBeTruthy();
  });
});
