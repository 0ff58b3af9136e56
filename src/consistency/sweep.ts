import type { SweepRates } from './rates.js';

/** Where a sweep stands. */
export type SweepState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';

/** One run over probes and channels. */
export interface Sweep {
  readonly id: number;
  readonly state: SweepState;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly cellsTotal: number;
  readonly cellsDone: number;
  readonly failure: string | null;
  /** Null until it is done. */
  readonly rates: SweepRates | null;
}
