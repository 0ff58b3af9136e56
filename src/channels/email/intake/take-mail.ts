import { randomBytes } from 'node:crypto';
import { system } from '../../../access/index.js';
import type { Clock } from '../../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../../platform/database/database.js';
import { receiptCode } from '../../../receipts/index.js';
import { insertInquiry } from './mail-inquiry.store.js';
import type { ReceivedMail } from './received-mail.js';

/** What taking a mail needs of the world. */
export interface TakingContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly sourceLocale: string;
  readonly locales: readonly string[];
  /** Queues the acknowledgement, in the transaction that keeps the mail. */
  readonly queueAcknowledgement: (tx: DatabaseTransaction, inquiryId: number) => Promise<void>;
}

/**
 * Keeps a mail that came in; once this returns, it survives a crash. The same mail handed over again is the same inquiry. One of a machine is closed as it
 * comes: the desk's list is of those that people wait for.
 */
export async function takeMail(ctx: TakingContext, mail: ReceivedMail): Promise<void> {
  const { returnPath, messageId, thread, language, ...said } = mail;
  const at = ctx.clock.now();
  await ctx.db.transaction().execute(async (tx) => {
    const kept = await insertInquiry(tx, {
      ...said,
      number: inquiryNumber(),
      return_path: returnPath,
      message_id: messageId,
      thread: [...thread],
      locale: language !== null && ctx.locales.includes(language) ? language : ctx.sourceLocale,
      received_at: at,
      ...(mail.automatic === null ? {} : { outcome: 'NOT_A_QUESTION', closed_at: at, closed_by: system.name }),
    });
    if (kept && kept.automatic === null) await ctx.queueAcknowledgement(tx, kept.id);
  });
}

/** Random, so that it tells nobody how many write; in the signs of a receipt code, so that it can be read over the telephone. */
function inquiryNumber(): string {
  return receiptCode(randomBytes(16)).replace(/^UV/, 'IN');
}
