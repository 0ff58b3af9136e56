import { type PersonPolicy, type Significance, type Snapshot, versionsOf } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';

/** A version as it is stored. */
type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number];

/** A version as the API shows it. */
export interface VersionView {
  readonly id: number;
  readonly answerId: number;
  readonly number: number;
  readonly hash: string;
  readonly question: string;
  readonly title: string;
  readonly body: string;
  readonly short: string;
  readonly changeNote: string;
  readonly significance: Significance;
  readonly personPolicy: PersonPolicy;
  readonly author: string;
  /** Everybody who wrote part of it. */
  readonly contributors: readonly string[];
  readonly reviewer: string | null;
  readonly effectiveFrom: Date;
  readonly effectiveTo: Date | null;
  readonly recordedAt: Date;
  readonly supersededAt: Date | null;
  readonly redactedAt: Date | null;
}

/** The versions that were in effect by the snapshot's moment, newest first: one that waits for its day is no version yet. */
export async function versionsUpTo(
  ctx: RequestContext,
  key: string,
  snapshot: Snapshot,
): Promise<readonly VersionView[]> {
  const published = await versionsOf(ctx.db, key, snapshot.validAt, snapshot.knownAt);
  const previewed = snapshot.preview?.versions.get(key);
  const rows = previewed && previewed.effective_from <= snapshot.validAt ? [previewed, ...published] : published;
  return rows.map((row, i) => versionView(row, rows[i - 1]?.effective_from ?? null));
}

/** A version's row as the API shows it. */
export function versionView(row: VersionRow, supersededAt: Date | null): VersionView {
  return {
    id: row.id,
    answerId: row.answer_id,
    number: row.number,
    hash: row.hash,
    question: row.question,
    title: row.title,
    body: row.body,
    short: row.short,
    changeNote: row.change_note,
    significance: row.significance as Significance,
    personPolicy: row.person_policy as PersonPolicy,
    author: row.author,
    contributors: row.contributors.length > 0 ? row.contributors : [row.author],
    reviewer: row.reviewer,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    recordedAt: row.recorded_at,
    supersededAt,
    redactedAt: row.redacted_at,
  };
}
