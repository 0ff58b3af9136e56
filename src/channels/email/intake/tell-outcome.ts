import { isPlainAddress } from '../mail-address.js';
import { type MailContext, sendTemplate } from '../send-template.js';
import { ensureIntakeTemplates, intakeKeys } from './intake-templates.js';
import { inquiryById } from './mail-inquiry.store.js';

/** What the queue does with a mail that was closed: tells its sender what it came to. Once, however often it is tried. */
export async function tellOutcome(ctx: MailContext, inquiryId: number): Promise<void> {
  const inquiry = await inquiryById(ctx.db, inquiryId);
  if (!inquiry?.outcome || inquiry.outcome === 'NOT_A_QUESTION' || inquiry.automatic !== null) return;
  if (!isPlainAddress(inquiry.sender)) return;
  await ensureIntakeTemplates(ctx);
  await sendTemplate(ctx, {
    template: intakeKeys.closed,
    to: inquiry.sender,
    locale: inquiry.locale,
    variables: { number: inquiry.number, outcome: inquiry.outcome },
    idempotencyKey: `closed:${inquiry.number}`,
    inReplyTo: { messageId: inquiry.message_id, references: inquiry.thread },
  });
}
