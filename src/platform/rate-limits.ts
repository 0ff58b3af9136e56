import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Log } from './log.js';

/** Lets a caller through or not. */
export interface RateLimit {
  /** Counts one call; the seconds the caller must wait, 0 = go on. */
  take(caller: string): Promise<number>;
}

/** Where limits are counted: in Redis for all nodes together, or in this process. */
export interface RateLimits {
  /** At most `calls` by one caller in each window of `seconds`. */
  perCaller(name: string, calls: number, seconds: number): RateLimit;
  close(): Promise<void>;
}

const commandTimeoutMs = 250;

/** Counts in this process: right for one node. */
export function localRateLimits(): RateLimits {
  return {
    perCaller: (name, calls, seconds) =>
      limitBy(new RateLimiterMemory({ keyPrefix: name, points: calls, duration: seconds })),
    close: () => Promise.resolve(),
  };
}

/** Counts in Redis for all nodes together; while Redis is lost each node counts for itself, so limits get looser, never a call lost. */
export function sharedRateLimits(redisUrl: string, log: Log): RateLimits {
  const redis = new Redis(redisUrl, {
    commandTimeout: commandTimeoutMs,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    connectTimeout: 2_000,
  });
  redis.on('error', (error) =>
    log.warn({ reason: error.message }, 'Redis is not reachable: rate limits are counted on each node'),
  );
  return {
    perCaller: (name, calls, seconds) => {
      const settings = { keyPrefix: `univocal:limit:${name}`, points: calls, duration: seconds };
      return limitBy(
        new RateLimiterRedis({
          ...settings,
          storeClient: redis,
          rejectIfRedisNotReady: true,
          insuranceLimiter: new RateLimiterMemory(settings),
        }),
      );
    },
    close: async () => {
      redis.disconnect();
    },
  };
}

function limitBy(limiter: { consume(key: string): Promise<RateLimiterRes> }): RateLimit {
  return {
    take: async (caller) => {
      try {
        await limiter.consume(caller);
        return 0;
      } catch (refusal) {
        if (refusal instanceof Error) throw refusal;
        return Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1_000));
      }
    },
  };
}
