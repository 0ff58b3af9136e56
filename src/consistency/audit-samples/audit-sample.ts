import { createHash } from 'node:crypto';
import type { CellState } from '../cell.js';
import type { VerdictLabel } from '../comparison.js';
import type { Observation } from '../observation.js';
import { ratedCell } from '../rated-cell.js';
import { agrees } from '../rates.js';

/** A pair of texts that the checker called the same, and what a person holds of it: once labelled, a pair for the checker's own regression set. */
export interface AuditedPair {
  readonly id: number;
  readonly month: string;
  readonly sweep: number;
  readonly channel: string;
  readonly question: string;
  readonly locale: string;
  readonly canonical: string;
  readonly observed: string;
  /** What the checker called it. */
  readonly state: CellState;
  /** Null until somebody has looked. */
  readonly label: VerdictLabel | null;
  readonly note: string;
  readonly labelledBy: string | null;
  readonly labelledAt: Date | null;
}

/** What a month's sample says so far. */
export interface SampleCount {
  readonly month: string;
  readonly drawn: number;
  readonly labelled: number;
  /** Labelled as contradicting or as answering something else. */
  readonly disagreeing: number;
}

/** The labels that the headline rate counts as a disagreement. */
export const disagreeingLabels: readonly VerdictLabel[] = ['contradicts', 'unrelated'];

/** The month of an instant, in UTC. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/**
 * The cells of a sweep that the checker called agreeing, in an order that is random and yet the same for the same sweep and month: by the SHA-256 of
 * both and the cell. Its first n are a simple random sample, and a larger sample holds the smaller one.
 */
export function drawingOrder(
  observations: readonly Observation[],
  seed: { readonly sweep: number; readonly month: string },
): readonly Observation[] {
  const place = ({ probe, channel }: Observation) =>
    createHash('sha256')
      .update(JSON.stringify([seed.sweep, seed.month, probe.key, channel]))
      .digest('hex');
  return observations
    .filter((observation) => agrees(ratedCell(observation)))
    .map((observation) => ({ observation, at: place(observation) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ observation }) => observation);
}
