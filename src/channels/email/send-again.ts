import { allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { type Mail, mailFrom } from './mail.js';
import { lockMail, mailById, requeue } from './mail.store.js';
import type { MailContext } from './send-template.js';
import { templateLocales } from './template.js';
import { findCompiled } from './template.store.js';

/** What became of a mail that was to be sent again; `answers` are those that say something else by now, each as key@version. */
export type SentAgain =
  | { readonly outcome: 'queued'; readonly mail: Mail }
  | { readonly outcome: 'outdated'; readonly mail: Mail; readonly answers: readonly string[] };

/**
 * Queues a mail that was given up, the same bytes with the same Message-ID. One whose answers say something else by now is not sent: it would tell
 * a customer today what was withdrawn yesterday.
 */
export async function sendMailAgain(ctx: MailContext, id: number): Promise<SentAgain> {
  allow(ctx.actor, 'tend mail');
  const kept = await mailById(ctx.db, id);
  if (!kept) throw new AppError('NOT_FOUND', 'There is no mail of this number.');
  const answers = await outdatedAnswers(ctx, kept);
  if (answers.length > 0) return { outcome: 'outdated', mail: mailFrom(kept), answers };
  return ctx.db.transaction().execute(async (tx) => {
    const mail = await lockMail(tx, id);
    if (mail?.state !== 'FAILED')
      throw new AppError(
        'CONFLICT',
        'Only a mail that was given up can be sent again; this one was not, or not any more.',
      );
    const queued = await requeue(tx, id);
    await ctx.enqueue(tx, id);
    await record(tx, { actor: ctx.actor, at: ctx.clock.now(), action: 'mail.sent-again', subject: `mail/${id}` });
    return { outcome: 'queued', mail: mailFrom(queued) };
  });
}

/** An answer is outdated when its receipt is another: another version, another value of a fact in it, or no answer any more. */
async function outdatedAnswers(ctx: MailContext, mail: Row<'mail'>): Promise<readonly string[]> {
  if (mail.answers.length === 0) return [];
  const keys = mail.answers.map((answer) => answer.slice(0, answer.lastIndexOf('@')));
  const asked = templateLocales(mail.locale ?? ctx.sourceLocale, ctx.sourceLocale);
  // The answers of a mail speak its template's language, not the one that was asked for.
  const locale = (await findCompiled(ctx.db, mail.template_key, asked))?.locale ?? ctx.sourceLocale;
  const { answers } = await ctx.runOperation('EmailAnswers', { keys, locale }, ctx.credential);
  const now = new Map(answers.nodes.map(({ key, rendition }) => [key, rendition]));
  return mail.answers.filter((answer, place) => {
    const rendition = now.get(keys[place] ?? '');
    if (!rendition) return true;
    const receipt = mail.receipts?.[place];
    return receipt === undefined
      ? answer !== `${keys[place]}@${rendition.version}`
      : receipt !== rendition.receipt.code;
  });
}
