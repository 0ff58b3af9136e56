import { createHash, randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailAddress } from './mail-address.js';
import type { RenderedMail } from './render-mail.js';

/** What a mail needs beside its words. */
export interface MailEnvelope {
  readonly from: MailAddress;
  readonly to: MailAddress;
  readonly messageId: string;
  readonly date: Date;
}

/** The bytes of a mail (RFC 5322): stored once, so that every attempt sends the same ones. */
export async function composeMail(mail: RenderedMail, envelope: MailEnvelope): Promise<Buffer> {
  const composer = new MailComposer({
    from: { ...envelope.from },
    to: { ...envelope.to },
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    messageId: envelope.messageId,
    date: envelope.date,
    headers: {
      'X-Answers': mail.answers.join(', '),
      'X-Receipts': mail.receipts.join(', '),
      // RFC 3834, and what Exchange reads instead: an out-of-office reply must not answer a machine.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** The Message-ID of a mail: the same for the same idempotency key, so that a mail client folds a repeated mail into one. */
export function messageIdOf(from: MailAddress, idempotencyKey: string | null): string {
  const local =
    idempotencyKey === null ? randomUUID() : createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32);
  return `<${local}@${from.address.split('@')[1]}>`;
}
