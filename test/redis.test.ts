import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectRedis } from '../src/platform/redis.js';
import { hasRedis, type RedisServer, redisServer, withRedis } from './support/redis-server.js';

describe.skipIf(!hasRedis)(`the connection ${withRedis}`, () => {
  let server: RedisServer;
  let redis: Redis;
  beforeAll(async () => {
    server = await redisServer();
  });
  afterEach(() => redis.disconnect());
  afterAll(() => server.close());

  const connected = async (warnings: string[] = []): Promise<Redis> => {
    redis = connectRedis(server.url, pino({ level: 'warn' }, { write: (line) => warnings.push(line) }));
    await untilReady();
    return redis;
  };
  const untilReady = () => expect.poll(() => redis.status).toBe('ready');

  it('does not keep a caller waiting, and is cut when Redis stays silent, so that the next do not wait at all', async () => {
    const connection = await connected();
    await connection.set('key', 'value');
    server.halt();
    try {
      await expect(connection.get('key')).rejects.toThrow('Command timed out');
      await expect.poll(() => connection.status).not.toBe('ready');
      await expect(connection.get('key')).rejects.toThrow('writeable');
    } finally {
      await server.start();
    }
    await untilReady();
    expect(await connection.get('key')).toBe('value');
  });

  it('warns once of each loss, however often it tries again', async () => {
    const warnings: string[] = [];
    await connected(warnings);
    for (const losses of [1, 2]) {
      let attempts = 0;
      const tries = () => {
        attempts += 1;
      };
      redis.on('reconnecting', tries);
      await server.kill();
      await expect.poll(() => attempts).toBeGreaterThan(3);
      await server.start();
      await untilReady();
      redis.off('reconnecting', tries);
      expect(warnings).toHaveLength(losses);
      expect(warnings.at(-1)).toContain('Redis is not reachable');
    }
  });
});
