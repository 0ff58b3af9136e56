import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/platform/log.js';

/** Work that goes on after a request was answered. */
export interface TurnQueue {
  /** Starts the work when the earlier work under the same key is done; failures are logged. */
  add(key: string, work: () => Promise<void>): void;
  /** Waits for all that was added. */
  drain(): Promise<void>;
}

/** Waits between attempts, in milliseconds: together longer than a database is away that is started anew. */
const defaultWaits = [500, 1_000, 2_000, 4_000, 8_000, 16_000];

/**
 * One turn after the other in each conversation. Work that fails is done again after a while, for a turn may be taken twice, and a customer who got
 * no reply may never write again; what a crash interrupts is found again in the conversation itself.
 */
export function turnQueue(log: Log, waits: readonly number[] = defaultWaits): TurnQueue {
  const running = new Map<string, Promise<void>>();
  const closing = new AbortController();
  const persist = async (work: () => Promise<void>): Promise<void> => {
    for (const wait of waits) {
      try {
        return await work();
      } catch (error) {
        if (closing.signal.aborted) throw error;
        log.warn({ reason: (error as Error).message }, 'a turn failed and is taken again');
        await sleep(wait, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
    return work();
  };
  return {
    add: (key, work) => {
      const next = (running.get(key) ?? Promise.resolve())
        .then(() => persist(work))
        .catch((error: unknown) => log.error({ err: error }, 'a turn could not be taken'))
        .finally(() => {
          if (running.get(key) === next) running.delete(key);
        });
      running.set(key, next);
    },
    drain: async () => {
      closing.abort();
      await Promise.all(running.values());
    },
  };
}
