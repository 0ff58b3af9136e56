import type { Row } from '../../../platform/database/tables.js';
import { isPlainAddress } from '../mail-address.js';

/** What a mailed question came to. NOT_A_QUESTION is what nobody is told: spam, or what a machine wrote. */
export type MailOutcome = 'ANSWERED' | 'PASSED_ON' | 'NO_ANSWER' | 'NOT_A_QUESTION';

/** A mail that a customer wrote, as staff work on it. */
export interface MailInquiry {
  /** What the customer was told to quote. */
  readonly number: string;
  readonly sender: string;
  /** Whether its sender can be written to; of one that cannot, the mail is still a question. */
  readonly isWritable: boolean;
  readonly subject: string;
  /** What the customer wrote, without what was quoted. */
  readonly question: string;
  readonly locale: string;
  /** Why it is never answered: a machine or a list sent it; null = it may be. */
  readonly automatic: string | null;
  readonly receivedAt: Date;
  /** Null = it is open. */
  readonly outcome: MailOutcome | null;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
}

/** A row as staff read it. */
export function inquiryFrom(row: Row<'mail_inquiry'>): MailInquiry {
  return {
    number: row.number,
    sender: row.sender,
    isWritable: isPlainAddress(row.sender),
    subject: row.subject,
    question: row.question,
    locale: row.locale,
    automatic: row.automatic,
    receivedAt: row.received_at,
    outcome: row.outcome as MailOutcome | null,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
  };
}
