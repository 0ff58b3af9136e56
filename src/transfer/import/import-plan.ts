import type { AdoptedAnswer } from '../../knowledge/index.js';
import type { ImportFormat, ImportNote } from './imported-answer.js';

/** A row that asks what another answer is asked already, but for case and punctuation; nothing is held back by it. */
export interface Duplicate {
  readonly source: string;
  readonly question: string;
  /** The key of the answer, or the place of the other row. */
  readonly of: string;
}

/** What an import would do. Lists name the first few hundred; counts count all. */
export interface ImportReport {
  readonly rows: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly problemCount: number;
  readonly problems: readonly ImportNote[];
  readonly remarkCount: number;
  readonly remarks: readonly ImportNote[];
  readonly duplicateCount: number;
  readonly duplicates: readonly Duplicate[];
}

/** An import that was looked at, and that is carried out exactly as it was shown or not at all. */
export interface ImportPlan {
  readonly id: number;
  readonly format: ImportFormat;
  /** SHA-256 over the rows that it writes; the audit trail names it. */
  readonly hash: string;
  readonly report: ImportReport;
  readonly plannedBy: string;
  readonly plannedAt: Date;
  readonly carriedOutAt: Date | null;
  /** The published state from which on its phrasings count; null = it changed nothing that is published. */
  readonly snapshotSequence: number | null;
}

/** What a plan writes. */
export type PlannedRow = AdoptedAnswer;
