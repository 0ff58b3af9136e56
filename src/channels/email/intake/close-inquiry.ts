import { type Actor, allow } from '../../../access/index.js';
import { record } from '../../../platform/audit/index.js';
import type { Clock } from '../../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../../platform/database/database.js';
import { AppError } from '../../../platform/errors.js';
import { inquiryByNumber, markClosed } from './mail-inquiry.store.js';
import { inquiryFrom, type MailInquiry, type MailOutcome } from './mail-inquiry.js';

/** Closes a mailed question, and queues the notice that tells its sender. One that is closed already is a CONFLICT. */
export async function closeInquiry(
  ctx: {
    readonly db: Database;
    readonly clock: Clock;
    readonly actor: Actor;
    readonly queueOutcome: (tx: DatabaseTransaction, inquiryId: number) => Promise<void>;
  },
  { number, outcome }: { readonly number: string; readonly outcome: MailOutcome },
): Promise<MailInquiry> {
  allow(ctx.actor, 'tend mail');
  return ctx.db.transaction().execute(async (tx) => {
    const at = ctx.clock.now();
    const closed = await markClosed(tx, number, { outcome, at, by: ctx.actor.name });
    if (!closed) {
      if (await inquiryByNumber(tx, number)) throw new AppError('CONFLICT', 'This mail is closed already.');
      throw new AppError('NOT_FOUND', 'There is no mail of this number.');
    }
    await ctx.queueOutcome(tx, closed.id);
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'mail-inquiry.closed',
      subject: `mail-inquiry/${number}`,
      details: { outcome },
    });
    return inquiryFrom(closed);
  });
}
