import type { MailContext, QueuedMail } from './send-template.js';
import { sendTemplate } from './send-template.js';

/** What became of a question that came by mail. */
export type MailReply =
  | { readonly outcome: 'queued'; readonly answer: string; readonly mail: QueuedMail }
  | { readonly outcome: 'no-answer' };

/** Answers a mailed question with the answer that every other channel gives to it; a question without a clear answer is left to people. */
export async function replyByMail(
  ctx: MailContext,
  inquiry: {
    readonly question: string;
    readonly to: string;
    readonly locale: string;
    readonly idempotencyKey: string | null;
  },
): Promise<MailReply> {
  const { question, to, locale, idempotencyKey } = inquiry;
  const { ask } = await ctx.runOperation('EmailAsk', { question, locale }, ctx.credential);
  const [resolution] = ask;
  if (resolution?.__typename !== 'Answered') return { outcome: 'no-answer' };
  const answer = resolution.answer.key;
  const mail = await sendTemplate(ctx, {
    template: 'reply-to-question',
    to,
    locale,
    variables: { question, answer },
    idempotencyKey,
  });
  return { outcome: 'queued', answer, mail };
}
