import type { Log } from '../../src/platform/log.js';

/** Work that goes on after a request was answered. */
export interface TurnQueue {
  /** Starts the work when the earlier work under the same key is done; failures are logged. */
  add(key: string, work: () => Promise<void>): void;
  /** Waits for all that was added. */
  drain(): Promise<void>;
}

/** One turn after the other in each conversation. What a crash interrupts is found again in the conversation itself. */
export function turnQueue(log: Log): TurnQueue {
  const running = new Map<string, Promise<void>>();
  return {
    add: (key, work) => {
      const next = (running.get(key) ?? Promise.resolve())
        .then(work)
        .catch((error: unknown) => log.error({ err: error }, 'a turn could not be taken'))
        .finally(() => {
          if (running.get(key) === next) running.delete(key);
        });
      running.set(key, next);
    },
    drain: async () => {
      await Promise.all(running.values());
    },
  };
}
