import { type Actor, allow } from '../../access/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { record } from '../../platform/audit/index.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { recordDeliveries } from '../../receipts/index.js';
import { composeMail, type MailManner, type MailThread, messageIdOf } from './compose-mail.js';
import { type MailAddress, parseMailAddress } from './mail-address.js';
import { insertMail, mailByIdempotencyKey } from './mail.store.js';
import { type MailApi, renderMail, type RenderedMail } from './render-mail.js';
import { templateLocales, type TemplateVariables } from './template.js';
import { findCompiled } from './template.store.js';

/** What sending needs to know of the world. */
export interface MailContext extends MailApi {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly from: MailAddress;
  readonly sourceLocale: string;
  /** Puts the delivery into the queue, in the transaction that stores the mail: neither is there without the other. */
  readonly enqueue: (tx: DatabaseTransaction, mailId: number) => Promise<void>;
}

/** A mail to be sent: which template, to whom, with what in it. */
export interface MailOrder {
  readonly template: string;
  readonly to: string;
  readonly locale: string;
  readonly variables: TemplateVariables;
  /** The same key never sends a second mail. */
  readonly idempotencyKey: string | null;
  /** The mail that it replies to; none when not given. */
  readonly inReplyTo?: MailThread;
  /** Who writes; the service by itself when not given. */
  readonly manner?: MailManner;
}

/** A mail that will be delivered. */
export interface QueuedMail {
  readonly id: number;
  readonly messageId: string;
  readonly answers: readonly string[];
}

/** Renders a template and queues the mail; throws BAD_INPUT, NOT_FOUND or NOT_SERVABLE rather than send half of one. */
export async function sendTemplate(ctx: MailContext, order: MailOrder): Promise<QueuedMail> {
  allow(ctx.actor, 'send mail');
  // A key that leaked from the chat must not be a key to the bank's letterhead.
  if (ctx.actor.role === 'CHANNEL' && ctx.actor.channel !== 'email')
    throw new AppError('FORBIDDEN', 'Only the e-mail channel’s key may send mail.');
  const to = parseMailAddress('The recipient', order.to);
  const idempotencyKey =
    order.idempotencyKey === null ? null : requireText('The idempotency key', order.idempotencyKey, { max: 200 });
  const earlier = idempotencyKey === null ? undefined : await mailByIdempotencyKey(ctx.db, idempotencyKey);
  if (earlier) return sameMail(earlier, order.template, to);
  const { row, told } = await writtenMail(ctx, order, to, idempotencyKey);
  return ctx.db.transaction().execute(async (tx) => {
    const stored = await insertMail(tx, row);
    if (stored) {
      await ctx.enqueue(tx, stored.id);
      const delivery = { channel: 'email', to: { kind: 'MAIL', mailId: stored.id }, at: stored.queued_at } as const;
      await recordDeliveries(
        tx,
        told.map((one) => ({ ...one, ...delivery })),
      );
      await record(tx, {
        actor: ctx.actor,
        at: stored.queued_at,
        action: 'mail.queued',
        subject: `mail/${stored.id}`,
        details: { template: stored.template_key, answers: stored.answers },
      });
      return queued(stored);
    }
    // Another call with the same key was faster: its mail is this one's.
    return sameMail(
      (await mailByIdempotencyKey(tx as Database, idempotencyKey ?? '')) as Row<'mail'>,
      order.template,
      to,
    );
  });
}

/** A mail as it would go out, kept and sent by nobody: for previews and for the checker. */
export async function writeMail(
  ctx: Omit<MailContext, 'actor' | 'enqueue'>,
  order: Omit<MailOrder, 'idempotencyKey'>,
  idempotencyKey: string | null = null,
): Promise<WrittenMail> {
  const template = await findCompiled(ctx.db, order.template, templateLocales(order.locale, ctx.sourceLocale));
  if (!template) throw new AppError('NOT_FOUND', `There is no e-mail template named ${order.template.slice(0, 60)}.`);
  const to = parseMailAddress('The recipient', order.to);
  const mail = await renderMail(ctx, template, order.variables);
  const messageId = messageIdOf(ctx.from, idempotencyKey);
  const writtenAt = ctx.clock.now();
  const { manner = 'auto-generated', inReplyTo = null } = order;
  const raw = await composeMail(mail, { from: ctx.from, to, messageId, date: writtenAt, manner, inReplyTo });
  return { ...mail, messageId, raw, writtenAt };
}

/** A mail in its final bytes. */
export interface WrittenMail extends RenderedMail {
  readonly messageId: string;
  readonly raw: Buffer;
  readonly writtenAt: Date;
}

async function writtenMail(
  ctx: MailContext,
  order: MailOrder,
  to: MailAddress,
  idempotencyKey: string | null,
): Promise<{ readonly row: Parameters<typeof insertMail>[1]; readonly told: RenderedMail['told'] }> {
  const { messageId, raw, answers, receipts, told, writtenAt } = await writeMail(ctx, order, idempotencyKey);
  const row = {
    idempotency_key: idempotencyKey,
    template_key: order.template,
    recipient: to.address,
    answers: [...answers],
    receipts: [...receipts],
    question: questionIn(order.variables),
    locale: order.locale,
    message_id: messageId,
    raw,
    state: 'QUEUED',
    queued_at: writtenAt,
  };
  return { row, told };
}

function questionIn({ question }: TemplateVariables): string | null {
  return typeof question === 'string' ? question : null;
}

function sameMail(mail: Row<'mail'>, template: string, to: MailAddress): QueuedMail {
  if (mail.template_key === template && mail.recipient === to.address) return queued(mail);
  throw new AppError('CONFLICT', 'This idempotency key was used for another mail.');
}

function queued(mail: Row<'mail'>): QueuedMail {
  return { id: mail.id, messageId: mail.message_id, answers: mail.answers };
}
