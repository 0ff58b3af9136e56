import type { Row } from '../../../platform/database/tables.js';
import { type MailContext, sendTemplate } from '../send-template.js';
import { ensureIntakeTemplates, intakeKeys } from './intake-templates.js';
import { countFrom, inquiryById, repliesTo } from './mail-inquiry.store.js';

const hourMs = 3_600_000;
const mostAnHour = 5;
const longestQuestion = 1_000;

/** What the queue does with a mail that came in: tells its sender the number to quote, and puts the question into the log. Both once, however often it is tried. */
export async function acknowledgeMail(ctx: MailContext, inquiryId: number): Promise<void> {
  const inquiry = await inquiryById(ctx.db, inquiryId);
  if (!inquiry || inquiry.automatic !== null) return;
  if (await mayAcknowledge(ctx, inquiry)) {
    await ensureIntakeTemplates(ctx);
    await sendTemplate(ctx, {
      template: intakeKeys.received,
      // To the envelope's sender, as RFC 3834 asks: a From header can name anyone.
      to: inquiry.return_path,
      locale: inquiry.locale,
      variables: { number: inquiry.number },
      idempotencyKey: `received:${inquiry.number}`,
      inReplyTo: { messageId: inquiry.message_id, references: inquiry.thread },
      manner: 'auto-replied',
    });
  }
  const question = loggedQuestion(inquiry);
  if (question === '') return;
  const { number: conversation, locale } = inquiry;
  await ctx.runOperation('EmailRecord', { input: { question, locale, conversation, turn: '1' } }, ctx.credential);
}

/** What is asked of the matcher and written into the log: as much of the mail as a question may have. */
export function loggedQuestion({ question }: Pick<Row<'mail_inquiry'>, 'question'>): string {
  return question.slice(0, longestQuestion).toWellFormed().trim();
}

/** A machine that hides what it is gives itself away by answering our acknowledgement, or by not stopping. */
async function mayAcknowledge(ctx: MailContext, inquiry: Row<'mail_inquiry'>): Promise<boolean> {
  if (inquiry.return_path === '') return false;
  if (await repliesTo(ctx.db, inquiry.thread.slice(-1), intakeKeys.received)) return false;
  const anHourAgo = new Date(inquiry.received_at.getTime() - hourMs);
  return (await countFrom(ctx.db, inquiry, anHourAgo)) <= mostAnHour;
}
