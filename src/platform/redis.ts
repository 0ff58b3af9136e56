import { Redis } from 'ioredis';
import type { Log } from './log.js';

const commandTimeoutMs = 250;
/** One that takes calls and does not answer is cut off, so that nobody waits for it until it answers again. */
const longestSilenceMs = 1_000;

/**
 * The process's one connection to Redis. Whoever asks it has another way: an answer takes at most a quarter of a second, and nothing waits in a queue
 * while it is lost, which is logged once.
 */
export function connectRedis(url: string, log: Log): Redis {
  const redis = new Redis(url, {
    commandTimeout: commandTimeoutMs,
    socketTimeout: longestSilenceMs,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  });
  let isLost = false;
  redis.on('error', (error) => {
    if (isLost) return;
    isLost = true;
    log.warn(
      { reason: error.message },
      'Redis is not reachable: rate limits are counted on each node, and conversations read from PostgreSQL',
    );
  });
  redis.on('ready', () => {
    if (isLost) log.info('Redis is back');
    isLost = false;
  });
  return redis;
}
