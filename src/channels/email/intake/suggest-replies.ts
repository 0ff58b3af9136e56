import { allow } from '../../../access/index.js';
import type { Row } from '../../../platform/database/tables.js';
import { AppError } from '../../../platform/errors.js';
import { isPlainAddress } from '../mail-address.js';
import { mailByIdempotencyKey } from '../mail.store.js';
import type { RenderedMail } from '../render-mail.js';
import { sendMailAgain } from '../send-again.js';
import { type MailContext, type MailOrder, type QueuedMail, sendTemplate, writeMail } from '../send-template.js';
import { loggedQuestion } from './acknowledge-mail.js';
import { ensureIntakeTemplates, intakeKeys } from './intake-templates.js';
import { inquiryByNumber } from './mail-inquiry.store.js';

/** A reply that an agent may send: a draft, and never sent by itself. */
export interface SuggestedReply extends RenderedMail {
  /** The key of the answer that it gives. */
  readonly answer: string;
}

const most = 3;

/** The replies that fit a mail best, as they would go out now: made when they are looked at, so that none is older than its answer. */
export async function suggestReplies(ctx: MailContext, number: string): Promise<readonly SuggestedReply[]> {
  allow(ctx.actor, 'tend mail');
  const inquiry = await answerable(ctx, number);
  const question = loggedQuestion(inquiry);
  if (question === '') return [];
  const { ask } = await ctx.runOperation('EmailAsk', { question, locale: inquiry.locale }, ctx.credential);
  const keys = ask.flatMap((resolution) => {
    if (resolution.__typename === 'Answered') return [resolution.answer.key];
    return resolution.__typename === 'Choices' ? resolution.choices.map(({ answer }) => answer.key) : [];
  });
  await ensureIntakeTemplates(ctx);
  const chosen = [...new Set(keys)].slice(0, most);
  return Promise.all(chosen.map(async (answer) => ({ answer, ...(await writeMail(ctx, replyOf(inquiry, answer))) })));
}

/**
 * Sends the reply with an answer that an agent chose, be it a suggested one or another: once. One that was given up goes out again, or is written anew
 * where its answer says something else by now.
 */
export async function replyToInquiry(
  ctx: MailContext,
  { number, answer }: { readonly number: string; readonly answer: string },
): Promise<QueuedMail> {
  allow(ctx.actor, 'tend mail');
  const inquiry = await answerable(ctx, number);
  await ensureIntakeTemplates(ctx);
  const order = replyOf(inquiry, answer);
  const { last, nextKey } = await lastReply(ctx, `reply:${number}:${answer}`);
  if (last?.state !== 'FAILED')
    return sendTemplate(ctx, { ...order, idempotencyKey: last?.idempotency_key ?? nextKey });
  const again = await sendMailAgain(ctx, last.id);
  return again.outcome === 'queued' ? again.mail : sendTemplate(ctx, { ...order, idempotencyKey: nextKey });
}

/** The last of the replies with an answer, each written because the one before it was dead, and the key of one after it. */
async function lastReply({ db }: Pick<MailContext, 'db'>, firstKey: string) {
  let nextKey = firstKey;
  let last = await mailByIdempotencyKey(db, firstKey);
  for (let next = last; next; next = await mailByIdempotencyKey(db, nextKey)) {
    last = next;
    nextKey = `${firstKey}:after-${next.id}`;
  }
  return { last, nextKey };
}

async function answerable(ctx: MailContext, number: string): Promise<Row<'mail_inquiry'>> {
  const inquiry = await inquiryByNumber(ctx.db, number);
  if (!inquiry) throw new AppError('NOT_FOUND', 'There is no mail of this number.');
  if (inquiry.automatic !== null) throw new AppError('CONFLICT', `This mail is never answered: ${inquiry.automatic}.`);
  if (!isPlainAddress(inquiry.sender))
    throw new AppError('CONFLICT', 'This mail cannot be replied to: its sender is no address that can be written to.');
  return inquiry;
}

function replyOf(inquiry: Row<'mail_inquiry'>, answer: string): Omit<MailOrder, 'idempotencyKey'> {
  return {
    template: intakeKeys.reply,
    to: inquiry.sender,
    locale: inquiry.locale,
    variables: { question: loggedQuestion(inquiry), answer },
    inReplyTo: { messageId: inquiry.message_id, references: inquiry.thread },
    manner: 'by-a-person',
  };
}
