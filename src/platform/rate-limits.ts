import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';

/** Lets a caller through or not. */
export interface RateLimit {
  /** Counts one call; the seconds the caller must wait, 0 = go on. */
  take(caller: string): Promise<number>;
}

/** Where limits are counted: in Redis for all nodes together, or in this process. */
export interface RateLimits {
  /** At most `calls` by one caller in each window of `seconds`. */
  perCaller(name: string, calls: number, seconds: number): RateLimit;
}

/** Counts in this process: right for one node. */
export function localRateLimits(): RateLimits {
  return {
    perCaller: (name, calls, seconds) =>
      limitBy(new RateLimiterMemory({ keyPrefix: name, points: calls, duration: seconds })),
  };
}

/** Counts in Redis for all nodes together; while Redis is lost each node counts for itself, so limits get looser, never a call lost. */
export function sharedRateLimits(redis: Redis): RateLimits {
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
