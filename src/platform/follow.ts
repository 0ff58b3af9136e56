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
  const state = { running: null as Promise<void> | null, again: false, closed: false };

  const run = async (): Promise<void> => {
    do {
      state.again = false;
      try {
        await work();
      } catch (error) {
        if (state.closed) return;
        log.warn({ what, reason: (error as Error).message }, 'following failed and is tried again');
        await sleep(pauseAfterFailureMs);
        state.again = true;
      }
    } while (state.again && !state.closed);
  };

  const nudge = (): void => {
    if (state.closed) return;
    if (state.running) state.again = true;
    else
      state.running = run().finally(() => {
        state.running = null;
      });
  };

  return {
    nudge,
    idle: async () => {
      while (state.running) await state.running;
    },
    close: async () => {
      state.closed = true;
      await state.running;
    },
  };
}
