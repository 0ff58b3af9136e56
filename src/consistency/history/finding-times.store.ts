import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { type FindingState, openFindingStates, type Severity } from '../finding.js';

/** A finding with what was observed when it was first seen, and the observation of the same cell before that. */
export interface TimedFinding {
  readonly id: number;
  /** That of its kind: how many were told says nothing of how long it took. */
  readonly severity: Severity;
  readonly state: FindingState;
  readonly firstSeenAt: Date;
  readonly closedAt: Date | null;
  readonly answer: string;
  readonly locale: string;
  /** When the cell was asked in which it was first seen. */
  readonly observedAt: Date;
  /** The version that the channel named then, where that was an older one than it should have been. */
  readonly staleVersion: number | null;
  /** When the same cell was compared before; null when it never was. */
  readonly comparedBefore: Date | null;
  /** Whether the answer had other words by then, and the channel the same ones as before. */
  readonly answerMovedAway: boolean;
}

/**
 * The findings that are open now, those first seen in a time and those fixed in it; what the checker was wrong about is none, nor what it only tells.
 */
export function timedFindings(
  db: Database,
  { since, until }: { readonly since: Date; readonly until: Date },
): Promise<readonly TimedFinding[]> {
  return timed(
    db,
    sql`finding.tier <> 'info' and (finding.state = any(${[...openFindingStates]}::text[])
      or (finding.state <> 'FALSE_POSITIVE' and finding.first_seen_at >= ${since} and finding.first_seen_at < ${until})
      or (finding.state = 'FIXED' and finding.closed_at >= ${since} and finding.closed_at < ${until}))`,
  );
}

/** The findings of those numbers. */
export async function timedFindingsById(db: Database, ids: readonly number[]): Promise<readonly TimedFinding[]> {
  return ids.length === 0 ? [] : timed(db, sql`finding.id = any(${[...ids]}::int[])`);
}

async function timed(db: Database, wanted: RawBuilder<unknown>): Promise<readonly TimedFinding[]> {
  const { rows } = await sql<TimedFinding>`
    select finding.id, finding.base_severity as severity, finding.state, finding.first_seen_at as "firstSeenAt",
      finding.closed_at as "closedAt", probe.expects as answer, probe.locale, seen.at as "observedAt",
      before.at as "comparedBefore",
      case when seen.version_number < seen.canonical_version then seen.version_number end as "staleVersion",
      coalesce(before.text = seen.text and before.canonical is distinct from seen.canonical, false) as "answerMovedAway"
    from finding
    join probe on probe.id = finding.probe_id
    join observation as seen on seen.sweep_id = finding.first_sweep_id and seen.probe_id = finding.probe_id
      and seen.channel_key = finding.channel_key
    left join lateral (
      select at, text, canonical from observation
      where probe_id = finding.probe_id and channel_key = finding.channel_key and at < seen.at and verdict is not null
      order by at desc limit 1
    ) as before on true
    where ${wanted}
    order by finding.id`.execute(db);
  return rows;
}
