import { createHash, randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailAddress } from './mail-address.js';
import type { RenderedMail } from './render-mail.js';

/** The mail that one replies to, and what went before it. */
export interface MailThread {
  readonly messageId: string | null;
  /** Message-IDs, oldest first. */
  readonly references: readonly string[];
}

/** Who writes: the service by itself, the service in answer to a mail, or a person by means of it (RFC 3834). */
export type MailManner = 'auto-generated' | 'auto-replied' | 'by-a-person';

/** What a mail needs beside its words. */
export interface MailEnvelope {
  readonly from: MailAddress;
  readonly to: MailAddress;
  readonly messageId: string;
  readonly date: Date;
  readonly manner: MailManner;
  readonly inReplyTo: MailThread | null;
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
    ...threadHeaders(envelope.inReplyTo),
    headers: {
      'X-Answers': mail.answers.join(', '),
      'X-Receipts': mail.receipts.join(', '),
      ...(envelope.manner === 'by-a-person' ? {} : { 'Auto-Submitted': envelope.manner }),
      // What Exchange reads instead: an out-of-office reply must not answer a machine.
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

function threadHeaders(thread: MailThread | null): { inReplyTo?: string; references?: string[] } {
  if (!thread?.messageId) return {};
  return { inReplyTo: thread.messageId, references: [...thread.references, thread.messageId] };
}
