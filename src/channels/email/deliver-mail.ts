import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { mailById, markFailed, markSent, noteAttempt } from './mail.store.js';
import type { Delivery, MailTransport } from './mail-transport.js';

/**
 * What the queue does with a mail. Throws when the server cannot take it now, so that the queue tries again; a mail refused for good is
 * FAILED and not tried again. Should the process die between sending and recording, the mail goes out once more with the same Message-ID.
 */
export async function deliverMail(
  ctx: { readonly db: Database; readonly clock: Clock; readonly transport: MailTransport; readonly from: string },
  mailId: number,
): Promise<Delivery> {
  const mail = await mailById(ctx.db, mailId);
  if (!mail) return { outcome: 'refused', reason: 'There is no such mail.' };
  if (mail.state !== 'QUEUED')
    return mail.state === 'SENT' ? { outcome: 'accepted' } : { outcome: 'refused', reason: 'It was refused before.' };
  const delivery = await attempt(ctx, mail);
  if (delivery.outcome === 'accepted') await markSent(ctx.db, mail.id, ctx.clock.now());
  else await markFailed(ctx.db, mail.id);
  return delivery;
}

type Delivering = Parameters<typeof deliverMail>[0];

async function attempt(ctx: Delivering, mail: Row<'mail'>): Promise<Delivery> {
  const note = (failure: string | null) => noteAttempt(ctx.db, mail.id, ctx.clock.now(), failure);
  try {
    const delivery = await ctx.transport.send({ from: ctx.from, to: mail.recipient, raw: mail.raw });
    await note(delivery.outcome === 'refused' ? delivery.reason : null);
    return delivery;
  } catch (error) {
    await note(((error as Error).message || 'The mail server could not be reached.').slice(0, longestFailure));
    throw error;
  }
}

const longestFailure = 200;

/** What the queue does with a mail that all attempts failed for. */
export async function giveUpMail(ctx: { readonly db: Database }, mailId: number): Promise<void> {
  await markFailed(ctx.db, mailId);
}
