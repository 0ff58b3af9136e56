import { createHash } from 'node:crypto';
import PostalMime, { type Email } from 'postal-mime';
import { isPlainAddress } from '../mail-address.js';
import { ownWords, storable } from './own-words.js';
import { whyAutomatic } from './why-automatic.js';

/** A mail as it came in, with what is kept of it. */
export interface ReceivedMail {
  readonly fingerprint: string;
  /** The envelope's sender; empty when it is none that can be written to. */
  readonly returnPath: string;
  /** As the mail names its sender, who need not be one that can be written to. */
  readonly sender: string;
  readonly subject: string;
  readonly question: string;
  /** The language that the mail says it is in; null = it does not. */
  readonly language: string | null;
  readonly messageId: string | null;
  readonly thread: readonly string[];
  readonly automatic: string | null;
}

const longestSubject = 300;
const longestSender = 254;
const mostReferences = 30;
const messageIdForm = /<[^<>\s@\p{C}]{1,200}@[^<>\s@\p{C}]{1,200}>/gu;

/** Reads a mail; `own` are the addresses of the service itself, in lower case. Throws for bytes that are no mail. */
export async function readReceived(raw: Buffer, returnPath: string, own: readonly string[]): Promise<ReceivedMail> {
  const email = await parsed(raw);
  const sender = (email.replyTo?.[0]?.address ?? email.from?.address ?? '').trim();
  const [messageId = null] = messageIdsIn(email.messageId);
  return {
    fingerprint: createHash('sha256')
      .update(messageId ? `${sender} ${messageId}` : raw)
      .digest('hex'),
    returnPath: isPlainAddress(returnPath) ? returnPath : '',
    sender: storable(sender).slice(0, longestSender).toWellFormed(),
    subject: oneLine(email.subject ?? ''),
    question: ownWords(email) || oneLine(email.subject ?? ''),
    language: languageOf(email),
    messageId,
    thread: messageIdsIn(`${email.references ?? ''} ${email.inReplyTo ?? ''}`).slice(-mostReferences),
    automatic: whyAutomatic({ returnPath, sender, headers: email.headers }, own),
  };
}

/** A mail whose body is made to break its reader has at least a head. */
async function parsed(raw: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(raw);
  } catch {
    const end = raw.toString('latin1').search(/\r?\n\r?\n/);
    return PostalMime.parse(end < 0 ? raw : raw.subarray(0, end));
  }
}

/** Only well-formed ones: they become headers of our own mails. */
function messageIdsIn(text: string | undefined): readonly string[] {
  return [...new Set(text?.slice(0, 20_000).match(messageIdForm) ?? [])];
}

function oneLine(text: string): string {
  return storable(text.replace(/\s+/g, ' ')).slice(0, longestSubject).toWellFormed().trim();
}

function languageOf(email: Email): string | null {
  const said = email.headers.find(({ key }) => key === 'content-language')?.value;
  return /^\s*([a-z]{2,3})\b/i.exec(said ?? '')?.[1]?.toLowerCase() ?? null;
}
