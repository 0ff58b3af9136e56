import { type Significance, type Snapshot, versionsOf } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';

/** A version as the API shows it. */
export interface VersionView {
  readonly number: number;
  readonly hash: string;
  readonly question: string;
  readonly title: string;
  readonly body: string;
  readonly short: string;
  readonly changeNote: string;
  readonly significance: Significance;
  readonly author: string;
  readonly reviewer: string | null;
  readonly effectiveFrom: Date;
  readonly effectiveTo: Date | null;
  readonly recordedAt: Date;
  readonly supersededAt: Date | null;
}

/** The versions that were in effect by the snapshot's moment, newest first: one that waits for its day is no version yet. */
export async function versionsUpTo(
  ctx: RequestContext,
  key: string,
  snapshot: Snapshot,
): Promise<readonly VersionView[]> {
  const rows = await versionsOf(ctx.db, key, snapshot.validAt, snapshot.knownAt);
  return rows.map((row, i) => ({
    number: row.number,
    hash: row.hash,
    question: row.question,
    title: row.title,
    body: row.body,
    short: row.short,
    changeNote: row.change_note,
    significance: row.significance as Significance,
    author: row.author,
    reviewer: row.reviewer,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    recordedAt: row.recorded_at,
    supersededAt: rows[i - 1]?.effective_from ?? null,
  }));
}
