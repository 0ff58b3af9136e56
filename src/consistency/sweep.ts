import type { SweepRates } from './rates.js';

/** Where a sweep stands. */
export type SweepState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';

/** Which cells a sweep is over; null = all answers, all channels. */
export interface SweepPart {
  readonly answers: readonly string[] | null;
  readonly channels: readonly string[] | null;
  /** The published state that it was started for; null where nothing that was published started it. */
  readonly snapshotSequence: number | null;
}

/** A sweep over everything: the only kind that has rates. */
export const everything: SweepPart = { answers: null, channels: null, snapshotSequence: null };

/** One run over probes and channels. */
export interface Sweep extends SweepPart {
  readonly id: number;
  readonly state: SweepState;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly cellsTotal: number;
  readonly cellsDone: number;
  readonly failure: string | null;
  /** Null until it is done, and where it is over a part only. */
  readonly rates: SweepRates | null;
  /** Whether the schedule started it: such a sweep trusts what was read of other people's pages not long ago. */
  readonly scheduled: boolean;
}

export function isWhole({ answers, channels }: SweepPart): boolean {
  return answers === null && channels === null;
}
