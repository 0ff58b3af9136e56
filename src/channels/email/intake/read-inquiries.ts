import { type Actor, allow } from '../../../access/index.js';
import type { Database } from '../../../platform/database/database.js';
import { inquiryFrom, type MailInquiry } from './mail-inquiry.js';
import { countInquiries, inquiryByNumber, inquiryPage } from './mail-inquiry.store.js';

interface ReadingContext {
  readonly db: Database;
  readonly actor: Actor;
}

/** The mails that came in, the newest first, with how many there are. */
export async function readInquiries(
  ctx: ReadingContext,
  openOnly: boolean,
  bounds: { readonly limit: number; readonly offset: number },
): Promise<{ readonly inquiries: readonly MailInquiry[]; readonly count: number }> {
  allow(ctx.actor, 'tend mail');
  const [rows, count] = await Promise.all([inquiryPage(ctx.db, openOnly, bounds), countInquiries(ctx.db, openOnly)]);
  return { inquiries: rows.map(inquiryFrom), count };
}

/** The mail of the number that its sender was told; null when there is none. */
export async function readInquiry(ctx: ReadingContext, number: string): Promise<MailInquiry | null> {
  allow(ctx.actor, 'tend mail');
  const row = await inquiryByNumber(ctx.db, number);
  return row ? inquiryFrom(row) : null;
}
