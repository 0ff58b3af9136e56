import type { CellState, Judgement, Probe } from './cell.js';

/** What one channel said to one probe in one sweep, and what is held of it. */
export interface Observation extends Judgement {
  readonly id: number;
  readonly probe: Probe;
  readonly channel: string;
  readonly state: CellState;
  readonly at: Date;
  readonly address: string | null;
  readonly answerKey: string | null;
  readonly version: number | null;
  readonly receiptCode: string | null;
  readonly evidenceHash: string | null;
}
