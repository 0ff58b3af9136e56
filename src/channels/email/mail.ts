import type { Row } from '../../platform/database/tables.js';

/** Where a mail stands: on its way, taken by the mail server, or given up until somebody sends it again. */
export type MailState = 'QUEUED' | 'SENT' | 'FAILED';

/** A mail of ours, without its words. */
export interface Mail {
  readonly id: number;
  readonly template: string;
  readonly to: string;
  readonly locale: string | null;
  /** Each as key@version. */
  readonly answers: readonly string[];
  readonly messageId: string;
  readonly state: MailState;
  /** How often it was tried since it was queued last. */
  readonly attempts: number;
  /** Why the last attempt failed; null = it did not. */
  readonly failure: string | null;
  readonly queuedAt: Date;
  readonly attemptedAt: Date | null;
  readonly sentAt: Date | null;
}

/** A row as staff read it. */
export function mailFrom(row: Omit<Row<'mail'>, 'raw'>): Mail {
  return {
    id: row.id,
    template: row.template_key,
    to: row.recipient,
    locale: row.locale,
    answers: row.answers,
    messageId: row.message_id,
    state: row.state as MailState,
    attempts: row.attempts,
    failure: row.failure,
    queuedAt: row.queued_at,
    attemptedAt: row.attempted_at,
    sentAt: row.sent_at,
  };
}
