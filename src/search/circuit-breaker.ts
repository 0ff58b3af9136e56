/** Keeps calls away from a peer that fails, and lets one try whether it is back. */
export interface CircuitBreaker {
  /** Whether a call may be made now. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
}

/** How soon it opens, how long it stays so, and by which clock (milliseconds). */
export interface BreakerSettings {
  readonly failures: number;
  readonly pauseMs: number;
  readonly now?: () => number;
}

/**
 * Opens after so many failures in a row; after the pause one call is let through, and its outcome decides. Forty lines of our own: the libraries for it
 * bring time limits, events and retries that the client here has already.
 */
export function circuitBreaker({ failures, pauseMs, now = () => performance.now() }: BreakerSettings): CircuitBreaker {
  const state = { inARow: 0, triedAgainAt: 0 };
  return {
    allows: () => {
      if (state.inARow < failures) return true;
      if (now() < state.triedAgainAt) return false;
      // The one that tries: the others wait for another pause, or for its success.
      state.triedAgainAt = now() + pauseMs;
      return true;
    },
    succeeded: () => {
      state.inARow = 0;
    },
    failed: () => {
      state.inARow++;
      state.triedAgainAt = now() + pauseMs;
    },
  };
}
