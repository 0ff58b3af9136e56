import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';

/** Where a release stands: an open one is gathered, an approved one may be published, now or at its time. */
export const releaseStates = ['OPEN', 'APPROVED', 'SCHEDULED', 'PUBLISHED', 'ROLLED_BACK', 'CANCELLED'] as const;
export type ReleaseState = (typeof releaseStates)[number];

/** What the gate said last of a release. */
export interface Verdict {
  /** The published state that it was judged against. */
  readonly sequence: number;
  /** The edit of the release that was judged. */
  readonly edit: number;
  readonly obstacles: readonly string[];
}

/** A named set of changes that are previewed, published and rolled back as a whole. `edit` grows by one with every change of it. */
export interface Release {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly state: ReleaseState;
  readonly edit: number;
  /** When it is to be published, or was meant to be; null = not at a set time. */
  readonly effectiveAt: Date | null;
  /** Why it was not published at its time. */
  readonly failure: string | null;
  readonly verdict: Verdict | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
  readonly rolledBackBy: string | null;
  readonly rolledBackAt: Date | null;
  /** The published state that it made. */
  readonly snapshotSequence: number | null;
}

/** Two people changed the same release: the second is told, and shown what the first made of it. */
export interface ReleaseConflict {
  readonly outcome: 'conflict';
  readonly expected: number;
  readonly actual: number;
  readonly theirs: Release;
}

export type ReleaseOutcome = { readonly outcome: 'changed'; readonly release: Release } | ReleaseConflict;

/** The release in a row. */
export function releaseFrom(row: Row<'release'>): Release {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    state: row.state as ReleaseState,
    edit: row.edit,
    effectiveAt: row.effective_at,
    failure: row.failure,
    verdict: row.gate as Verdict | null,
    createdBy: row.created_by,
    createdAt: row.created_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    publishedBy: row.published_by,
    publishedAt: row.published_at,
    rolledBackBy: row.rolled_back_by,
    rolledBackAt: row.rolled_back_at,
    snapshotSequence: row.snapshot_sequence,
  };
}

/** The conflict between the edit a caller expected and the one that is there; null when they agree. */
export function releaseConflict(expected: number, row: Row<'release'>): ReleaseConflict | null {
  return row.edit === expected ? null : { outcome: 'conflict', expected, actual: row.edit, theirs: releaseFrom(row) };
}

/** Throws BAD_INPUT, saying how the release stands, unless it stands in one of the states. */
export function requireReleaseState(row: Row<'release'>, states: readonly ReleaseState[]): void {
  if (states.includes(row.state as ReleaseState)) return;
  const words = (state: string) => state.toLowerCase().replaceAll('_', ' ');
  throw new AppError(
    'BAD_INPUT',
    `The release ${row.key} is ${words(row.state)}; it must be ${states.map(words).join(' or ')} for this step.`,
  );
}
