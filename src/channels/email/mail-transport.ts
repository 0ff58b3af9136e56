import nodemailer from 'nodemailer';
import type { MailSigningSetting } from '../../platform/mail-settings.js';
import { dkimOptions } from './mail-signing.js';

/** What became of a mail that was handed to a server. */
export type Delivery = { readonly outcome: 'accepted' } | { readonly outcome: 'refused'; readonly reason: string };

/** Hands mails to a mail server. Throws when the server cannot be reached or asks to be tried later. */
export interface MailTransport {
  send(mail: { readonly from: string; readonly to: string; readonly raw: Buffer }): Promise<Delivery>;
  close(): void;
}

const timeouts = { dnsTimeout: 5_000, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

/** SMTP by an address such as smtp://user:password@host:587; every wait has an end. Each attempt is signed anew when a key is given. */
export function smtpTransport(url: string, signing: MailSigningSetting = { mode: 'off' }): MailTransport {
  const dkim = signing.mode === 'on' ? { dkim: dkimOptions(signing) } : {};
  const transporter = nodemailer.createTransport({
    url,
    ...timeouts,
    ...dkim,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ from, to, raw }) {
      try {
        await transporter.sendMail({ envelope: { from, to: [to] }, raw });
        return { outcome: 'accepted' };
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === null) throw error;
        return { outcome: 'refused', reason: refusal };
      }
    },
    close: () => transporter.close(),
  };
}

/** A 5xx to the envelope or the message is about this mail and will not change; one to the sign-in is about us, and may. */
function refusalOf(error: unknown): string | null {
  const { code, responseCode, response } = error as { code?: string; responseCode?: number; response?: string };
  const isForGood = responseCode !== undefined && responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
  return isForGood ? (response ?? String(responseCode)).slice(0, 200) : null;
}
