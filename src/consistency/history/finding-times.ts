import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { openFindingStates, type Severity } from '../finding.js';
import { beganAt } from './began.js';
import { type Durations, durationsOf } from './durations.js';
import { type TimedFinding, timedFindings } from './finding-times.store.js';

/** How long channels say something else, and how long that takes to be seen and to be put right. */
export interface TimesOfFindings {
  /** Of the findings that are open now: now − when the disagreement began, or where that is not known, when it was first seen. */
  readonly drift: Durations;
  /** Of the findings first seen in the time: first seen − when the disagreement began. Those of which that is not known are left out. */
  readonly detection: Durations;
  /** How many were left out of `detection`. */
  readonly undated: number;
  /** Of the findings that were fixed in the time: when it was closed as gone − first seen. */
  readonly fix: Durations;
}

/** The times of all findings, and of those of each severity that has any. */
export interface FindingTimes extends TimesOfFindings {
  readonly since: Date;
  readonly until: Date;
  readonly bySeverity: readonly (TimesOfFindings & { readonly severity: Severity })[];
}

/** Reckons the times of findings over a window of `[since, until)` from the findings, the observations and the answers' history. */
export async function findingTimes(
  { db, clock, sourceLocale }: { readonly db: Database; readonly clock: Clock; readonly sourceLocale: string },
  window: { readonly since: Date; readonly until: Date },
): Promise<FindingTimes> {
  if (window.since >= window.until) throw new AppError('BAD_INPUT', 'since must lie before until.');
  const now = clock.now();
  const findings = await timedFindings(db, window);
  const began = await beganAt({ db, sourceLocale, now }, findings);
  const times = (some: readonly TimedFinding[]) => timesOf(some, began, { ...window, now });
  const severities = [...Map.groupBy(findings, ({ severity }) => severity)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...window,
    ...times(findings),
    bySeverity: severities.map(([severity, some]) => ({ severity, ...times(some) })),
  };
}

function timesOf(
  findings: readonly TimedFinding[],
  began: ReadonlyMap<TimedFinding, Date>,
  { since, until, now }: { readonly since: Date; readonly until: Date; readonly now: Date },
): TimesOfFindings {
  const isWithin = (at: Date | null) => at !== null && at >= since && at < until;
  const open = findings.filter(({ state }) => (openFindingStates as readonly string[]).includes(state));
  const seen = findings.filter(({ firstSeenAt, state }) => isWithin(firstSeenAt) && state !== 'FALSE_POSITIVE');
  const fixed = findings.filter(({ state, closedAt }) => state === 'FIXED' && isWithin(closedAt));
  const dated = seen.flatMap((finding) => {
    const at = began.get(finding);
    return at ? [lengthOf(at, finding.firstSeenAt)] : [];
  });
  return {
    drift: durationsOf(open.map((finding) => lengthOf(began.get(finding) ?? finding.firstSeenAt, now))),
    detection: durationsOf(dated),
    undated: seen.length - dated.length,
    fix: durationsOf(fixed.map(({ firstSeenAt, closedAt }) => lengthOf(firstSeenAt, closedAt ?? firstSeenAt))),
  };
}

function lengthOf(from: Date, to: Date): number {
  return to.getTime() - from.getTime();
}
