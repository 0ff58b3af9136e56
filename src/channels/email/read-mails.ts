import { type Actor, allow } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import { type Mail, mailFrom, type MailState } from './mail.js';
import { countMails, mailPage } from './mail.store.js';

/** The mails of this service, the newest first, with how many there are. */
export async function readMails(
  ctx: { readonly db: Database; readonly actor: Actor },
  state: MailState | null,
  bounds: { readonly limit: number; readonly offset: number },
): Promise<{ readonly mails: readonly Mail[]; readonly count: number }> {
  allow(ctx.actor, 'tend mail');
  const [rows, count] = await Promise.all([mailPage(ctx.db, state, bounds), countMails(ctx.db, state)]);
  return { mails: rows.map(mailFrom), count };
}
