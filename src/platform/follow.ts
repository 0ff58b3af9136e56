import { setTimeout as sleep } from 'node:timers/promises';
import { folded } from './folded.js';
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
  let closed = false;

  const run = folded(async () => {
    while (!closed) {
      try {
        await work();
        return;
      } catch (error) {
        if (closed) return;
        log.warn({ what, reason: (error as Error).message }, 'following failed and is tried again');
        await sleep(pauseAfterFailureMs);
      }
    }
  });

  return {
    nudge: () => {
      if (!closed) running = run();
    },
    idle: async () => {
      await running;
    },
    close: async () => {
      closed = true;
      await running;
    },
  };
}
