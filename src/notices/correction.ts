import type { Subject } from '../knowledge/index.js';
import type { Row } from '../platform/database/tables.js';

/** Where a batch of correction notices stands: nothing leaves before a second person's word. */
export const correctionStates = ['PREPARED', 'SENDING', 'SENT', 'CANCELLED'] as const;
export type CorrectionState = (typeof correctionStates)[number];

/** Where one recipient's notice stands; SKIPPED = what is true changed again since it was prepared. */
export const recipientStates = ['WAITING', 'SENT', 'UNREACHABLE', 'SKIPPED', 'FAILED'] as const;
export type RecipientState = (typeof recipientStates)[number];

/** Notices to all who were told what an answer or a fact no longer says. `edit` grows by one with every step. */
export interface Correction {
  readonly id: number;
  readonly edit: number;
  readonly state: CorrectionState;
  readonly subject: Subject;
  /** The published state that put it right. */
  readonly snapshotSequence: number;
  readonly toldSince: Date;
  readonly reason: string;
  /** Customers who were told it in a language in which the words still stand, so that there is nothing to correct. */
  readonly stillStanding: number;
  readonly preparedBy: string;
  readonly preparedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly sentAt: Date | null;
}

/** One answer as a recipient was told it, and as it is. */
export interface CorrectedAnswer {
  readonly answer: string;
  readonly title: string;
  readonly version: number;
  readonly receiptThen: string;
  /** The sentences that do not hold any more. */
  readonly wordsThen: string;
  /** Those in their place; empty when nothing is. */
  readonly wordsNow: string;
  /** Null when the answer is no longer given. */
  readonly receiptNow: string | null;
  readonly contentHashNow: string | null;
}

/** One customer, by a reference to the mail or the conversation by which they were told. */
export interface CorrectionRecipient {
  readonly id: number;
  readonly channel: string;
  readonly conversationId: string | null;
  readonly mailId: number | null;
  readonly locale: string;
  readonly told: readonly CorrectedAnswer[];
  readonly state: RecipientState;
  /** Why nothing was sent, or cannot be. */
  readonly note: string | null;
  readonly doneAt: Date | null;
}

/** Someone else took a step meanwhile: shown instead of doing it twice. */
export interface CorrectionConflict {
  readonly outcome: 'conflict';
  readonly expected: number;
  readonly actual: number;
  readonly theirs: Correction;
}

/** The batch in a row. */
export function correctionFrom(row: Row<'correction'>): Correction {
  return {
    id: row.id,
    edit: row.edit,
    state: row.state as CorrectionState,
    subject:
      row.answer_key === null ? { kind: 'FACT', key: row.fact_key ?? '' } : { kind: 'ANSWER', key: row.answer_key },
    snapshotSequence: row.snapshot_sequence,
    toldSince: row.told_since,
    reason: row.reason,
    stillStanding: row.still_standing,
    preparedBy: row.prepared_by,
    preparedAt: row.prepared_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    sentAt: row.sent_at,
  };
}

/** The recipient in a row. */
export function recipientFrom(row: Row<'correction_recipient'>): CorrectionRecipient {
  return {
    id: row.id,
    channel: row.channel_key,
    conversationId: row.conversation_id,
    mailId: row.mail_id,
    locale: row.locale,
    told: row.told as readonly CorrectedAnswer[],
    state: row.state as RecipientState,
    note: row.note,
    doneAt: row.done_at,
  };
}
