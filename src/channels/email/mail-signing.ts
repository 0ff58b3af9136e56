import type { MailSigningSetting } from '../../platform/mail-settings.js';

/**
 * What a signature covers. nodemailer's own list leaves out List-Unsubscribe-Post, without which a receiver must not offer the one-click button
 * (RFC 8058), and knows nothing of the headers that keep machines from answering each other.
 */
const signedHeaders = [
  'From',
  'Sender',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'To',
  'Cc',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'In-Reply-To',
  'References',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Auto-Submitted',
  'X-Auto-Response-Suppress',
  'X-Answers',
  'X-Receipts',
];

/** The form in which nodemailer takes it. */
export function dkimOptions({ domain, selector, key }: Extract<MailSigningSetting, { readonly mode: 'on' }>) {
  return {
    domainName: domain,
    keySelector: selector,
    privateKey: key.reveal(),
    headerFieldNames: signedHeaders.join(':'),
  };
}
