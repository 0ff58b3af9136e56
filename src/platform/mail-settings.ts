import { createPrivateKey, type KeyObject } from 'node:crypto';
import { AppError } from './errors.js';
import type { Secret } from './secret.js';

/** Whether mails are signed by DKIM (RFC 6376), with all that takes. */
export type MailSigningSetting =
  | { readonly mode: 'off' }
  | {
      readonly mode: 'on';
      readonly domain: string;
      readonly selector: string;
      /** An RSA key in PEM. */
      readonly key: Secret;
    };

/** Whether mails are taken in, with all that takes; only those to `addresses` are. */
export type MailIntakeSetting =
  | { readonly mode: 'off' }
  | { readonly mode: 'on'; readonly host: string; readonly port: number; readonly addresses: readonly string[] };

interface MailSettings {
  readonly MAIL_FROM: string;
  readonly DKIM_DOMAIN?: string | undefined;
  readonly DKIM_SELECTOR?: string | undefined;
  readonly DKIM_KEY?: Secret | undefined;
  readonly MAIL_INTAKE_PORT?: number | undefined;
  readonly MAIL_INTAKE_HOST: string;
  readonly MAIL_INTAKE_ADDRESSES: readonly string[];
}

const leastBits = 2_048;

/** Reads the three settings of DKIM; throws BAD_SETTING rather than send mails with a signature that nobody accepts, or with none. */
export function mailSigning(s: MailSettings): MailSigningSetting {
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_KEY: key } = s;
  if (!domain && !selector && !key) return { mode: 'off' };
  if (!domain || !selector || !key)
    throw new AppError('BAD_SETTING', 'DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY go together: set all three or none.');
  requireSigningKey(key);
  const sender = addressIn(s.MAIL_FROM).split('@')[1] ?? '';
  // DMARC passes only where the signing domain is the sender's or one above it.
  if (sender !== domain.toLowerCase() && !sender.endsWith(`.${domain.toLowerCase()}`))
    throw new AppError('BAD_SETTING', 'DKIM_DOMAIN must be the domain of MAIL_FROM, or one above it.');
  return { mode: 'on', domain: domain.toLowerCase(), selector, key };
}

/** Reads the settings of the intake: off without a port. */
export function mailIntake(s: MailSettings): MailIntakeSetting {
  const { MAIL_INTAKE_PORT: port, MAIL_INTAKE_HOST: host, MAIL_INTAKE_ADDRESSES: given } = s;
  if (port === undefined) return { mode: 'off' };
  const addresses = (given.length > 0 ? given : [addressIn(s.MAIL_FROM)]).map((address) => address.toLowerCase());
  return { mode: 'on', host, port, addresses };
}

/** nodemailer sends a mail unsigned, without a word, when the key is not one that it can sign with. */
function requireSigningKey(key: Secret): void {
  const read = readKey(key);
  if (read.asymmetricKeyType !== 'rsa' || (read.asymmetricKeyDetails?.modulusLength ?? 0) < leastBits)
    throw new AppError('BAD_SETTING', `DKIM_KEY must be an RSA key of at least ${leastBits} bits.`);
}

function readKey(key: Secret): KeyObject {
  try {
    return createPrivateKey(key.reveal());
  } catch {
    // Without its cause: what the library says of a key may quote it.
    throw new AppError(
      'BAD_SETTING',
      'DKIM_KEY must be a private key in PEM, not encrypted; DKIM_KEY_FILE may name its file.',
    );
  }
}

function addressIn(sender: string): string {
  return (/<([^<>]*)>\s*$/.exec(sender)?.[1] ?? sender).trim().toLowerCase();
}
