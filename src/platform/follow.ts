import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './log.js';

/** Work that is repeated whenever there may be news; calls that come while it runs are folded into one more run. */
export interface Follower {
  /** There may be news. */
  nudge(): void;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const pauseAfterFailureMs = 1_000;

/** Runs `work` at each nudge, one run at a time; a failed run is logged and tried again. */
export function follow(what: string, log: Log, work: () => Promise<void>): Follower {
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;

  const run = async (): Promise<void> => {
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        if (closed) return;
        log.warn({ what, reason: (error as Error).message }, 'following failed and is tried again');
        await sleep(pauseAfterFailureMs);
        again = true;
      }
    } while (again && !closed);
  };

  const nudge = (): void => {
    if (closed) return;
    if (running) again = true;
    else
      running = run().finally(() => {
        running = null;
      });
  };

  return {
    nudge,
    idle: async () => {
      while (running) await running;
    },
    close: async () => {
      closed = true;
      await running;
    },
  };
}
