/** How much a release may change for those who ask, before it is held back; versions are numbered from 1, and 0 is what holds while nothing was set. */
export interface ReplayBudget {
  readonly version: number;
  /** The most of the questions, in per cent, that may get another answer. */
  readonly otherAnswer: number;
  /** The most of the questions, in per cent, that may lose their answer. */
  readonly newlyUnanswered: number;
  /** Questions of so many days count. */
  readonly days: number;
  /** Fewer questions than this say too little to hold anything back. */
  readonly fewest: number;
  readonly setBy: string | null;
  readonly setAt: Date | null;
}

/** What holds while nobody has set anything. */
export const usualBudget: ReplayBudget = {
  version: 0,
  otherAnswer: 5,
  newlyUnanswered: 2,
  days: 30,
  fewest: 100,
  setBy: null,
  setAt: null,
};
