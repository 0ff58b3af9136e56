import type { Severity } from '../finding.js';
import type { ExposureMeasure } from './traffic.js';

/** What makes the same difference more or less harmful than others of its kind. */
export interface Circumstances {
  /** How many were told in the last seven days. */
  readonly told: number;
  readonly measuredBy: ExposureMeasure;
  /** Whether only so little time has passed since the publication that made the difference that the channel cannot be blamed yet. */
  readonly inGrace: boolean;
}

/** A severity with what moved it, in words; without reasons it is that of its kind. */
export interface WeighedSeverity {
  readonly severity: Severity;
  readonly reasons: readonly string[];
}

/** From how many tellings in seven days on a finding counts as one level worse. */
export const busyFrom = 100;

/** How many hours an observed channel has to follow a publication. */
export const graceHours = 24;

const levels: readonly Severity[] = ['SEV1', 'SEV2', 'SEV3', 'SEV4'];

/**
 * One level worse than the kind where many are told, one level better while the channel may still follow, and neither where both hold; never beyond
 * SEV1 and SEV4.
 *
 * Decided on 29 November 2026: the threshold is a number of people and not a share of the busiest answers, because what a wrong answer costs grows with
 * those who hear it, however many other answers there are; and a finding does not change when another answer becomes busier. It is reckoned after each
 * sweep and every hour, and stored, so that the order of findings, alerts and metrics rest on one value. Waivers rest on the severity of the kind: a
 * page that few read, or that is a day late, must not make it easier to accept that it says a wrong fee.
 */
export function weighSeverity(base: Severity, { told, measuredBy, inGrace }: Circumstances): WeighedSeverity {
  const isBusy = told >= busyFrom;
  const level = levels.indexOf(base) - (isBusy ? 1 : 0) + (inGrace ? 1 : 0);
  const reasons = [
    ...(isBusy
      ? [measuredBy === 'DELIVERIES' ? `told to ${told} customers in 7 days` : `asked ${told} times in 7 days`]
      : []),
    ...(inGrace ? [`within the ${graceHours} hours that an observed channel has to follow a publication`] : []),
  ];
  return { severity: levels[Math.min(Math.max(level, 0), levels.length - 1)] ?? base, reasons };
}
