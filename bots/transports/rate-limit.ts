import type { Clock } from '../../src/platform/clock.js';

/** Lets a caller through or not. */
export interface RateLimit {
  /** Seconds to wait; 0 = go on. */
  take(caller: string): number;
}

const mostCallers = 10_000;

/** At most `limit` calls a caller in each window of `windowMs`. It protects this node, so each node counts for itself. */
export function rateLimit(clock: Clock, limit: number, windowMs: number): RateLimit {
  let windows = new Map<string, { readonly start: number; calls: number }>();
  return {
    take: (caller) => {
      const now = clock.now().getTime();
      const known = windows.get(caller);
      if (known && now - known.start < windowMs) {
        known.calls += 1;
        return known.calls > limit ? Math.ceil((known.start + windowMs - now) / 1_000) : 0;
      }
      if (windows.size >= mostCallers)
        windows = new Map([...windows].filter(([, { start }]) => now - start < windowMs));
      // Still full of live windows: callers come from too many addresses at once, so new ones wait and memory stays bounded.
      if (windows.size >= mostCallers) return Math.ceil(windowMs / 1_000);
      windows.set(caller, { start: now, calls: 1 });
      return 0;
    },
  };
}
