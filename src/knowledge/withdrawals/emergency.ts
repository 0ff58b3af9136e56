import type { Row } from '../../platform/database/tables.js';
import type { AnswerText } from '../answer.js';

/** What two people may decide at once, beside the ordinary review. */
export type EmergencyKind = 'WITHDRAWAL' | 'REINSTATEMENT' | 'CORRECTION' | 'REDACTION';

/** Where it stands: one person proposes it, another carries it out or turns it down. */
export type EmergencyState = 'PROPOSED' | 'CARRIED_OUT' | 'DECLINED';

/** Something that two people decide at once. What changed what customers read is looked at afterwards by a third. */
export interface Emergency {
  readonly id: number;
  readonly kind: EmergencyKind;
  readonly key: string;
  /** The version that it is about. */
  readonly version: number;
  readonly reason: string;
  /** By what law a version is redacted; null for everything else. */
  readonly legalBasis: string | null;
  /** The words that a correction would publish; null once they are a version, and for everything else. */
  readonly text: AnswerText | null;
  readonly changeNote: string | null;
  readonly state: EmergencyState;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** The version that a correction became. */
  readonly madeVersion: number | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
  readonly reviewNote: string;
}

/** The kinds that must be looked at afterwards: they went around the ordinary review. */
export const reviewedAfterwards: readonly EmergencyKind[] = ['WITHDRAWAL', 'CORRECTION'];

/** The emergency in a row. */
export function emergencyFrom(key: string, row: Row<'emergency'>): Emergency {
  const { question, title, body, short } = row;
  const isWhole = question !== null && title !== null && body !== null && short !== null;
  return {
    id: row.id,
    kind: row.kind as EmergencyKind,
    key,
    version: row.version,
    reason: row.reason,
    legalBasis: row.legal_basis,
    text: isWhole ? { question, title, body, short } : null,
    changeNote: row.change_note,
    state: row.state as EmergencyState,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    madeVersion: row.made_version,
    reviewedBy: row.reviewed_by,
    reviewedAt: row.reviewed_at,
    reviewNote: row.review_note,
  };
}
