/** The one source of "now": the system's clock in service, a fixed one in the seed and in tests. */
export interface Clock {
  now(): Date;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is set. */
export interface ManualClock extends Clock {
  set(moment: Date): void;
  advance(milliseconds: number): void;
}

/** A clock for the seed and for tests, standing at `start`. */
export function manualClock(start: Date): ManualClock {
  let moment = start.getTime();
  return {
    now: () => new Date(moment),
    set: (next) => {
      moment = next.getTime();
    },
    advance: (milliseconds) => {
      moment += milliseconds;
    },
  };
}
