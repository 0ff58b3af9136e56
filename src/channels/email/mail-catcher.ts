import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { AppError } from '../../platform/errors.js';

/** A mail as it arrived. */
export interface CaughtMail {
  /** "1" for the first mail caught, and so on; never used again. */
  readonly id: string;
  readonly receivedAt: Date;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** Null when the mail has no such part. */
  readonly html: string | null;
  readonly text: string | null;
  readonly messageId: string;
  /** By lower-case name; of a repeated header the last. */
  readonly headers: ReadonlyMap<string, string>;
  /** The message as it came. */
  readonly raw: string;
}

/** A mail server that delivers nothing: it shows what it received. */
export interface MailCatcher {
  readonly port: number;
  readonly url: string;
  /** The last mails, newest first. */
  caught(): readonly CaughtMail[];
  /** The first mail, caught already or within `timeoutMs`, that the predicate holds for; throws UNAVAILABLE when none comes. */
  waitFor(predicate: (mail: CaughtMail) => boolean, timeoutMs: number): Promise<CaughtMail>;
  close(): Promise<void>;
}

const kept = 200;
const largestMail = 2_000_000;

/** Starts the server on a free port of the loopback interface, or on `port`. */
export async function startMailCatcher(options: { readonly port?: number } = {}): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  const arrivals = new Set<() => void>();
  let number = 0;
  const server = new SMTPServer({
    logger: false,
    // Loopback only: there is nobody to keep secrets from, and a made-up certificate would be refused by the sender.
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: largestMail,
    maxClients: 50,
    disableReverseLookup: true,
    socketTimeout: 10_000,
    closeTimeout: 500,
    onData(stream, _session, done) {
      receive(stream, ++number).then(
        (mail) => {
          mails.unshift(mail);
          if (mails.length > kept) mails.pop();
          for (const arrived of arrivals) arrived();
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error('The mail could not be read.')),
      );
    },
  });
  // A sender that hangs up in mid-sentence is its own trouble, not the service's.
  server.on('error', () => undefined);
  const port = await listen(server, options.port ?? 0);
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    caught: () => [...mails],
    waitFor: (predicate, timeoutMs) => waitFor(mails, arrivals, predicate, timeoutMs),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function listen(server: SMTPServer, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.server.address() as AddressInfo).port;
}

async function receive(stream: SMTPServerDataStream, number: number): Promise<CaughtMail> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestMail) chunks.push(chunk);
  }
  if (size > largestMail) throw Object.assign(new Error('The mail is too large.'), { responseCode: 552 });
  return readMail(Buffer.concat(chunks), number);
}

/** Reads a mail as it is sent; `number` is what it is called by among others. */
export async function readMail(message: Buffer, number = 1): Promise<CaughtMail> {
  const email = await PostalMime.parse(message);
  return {
    id: String(number),
    receivedAt: new Date(),
    from: email.from?.address ?? '',
    to: (email.to ?? []).map(({ address }) => address ?? ''),
    subject: email.subject ?? '',
    html: email.html ?? null,
    text: email.text ?? null,
    messageId: email.messageId ?? '',
    headers: new Map(email.headers.map(({ key, value }) => [key, value])),
    raw: message.toString('utf8'),
  };
}

async function waitFor(
  mails: readonly CaughtMail[],
  arrivals: Set<() => void>,
  predicate: (mail: CaughtMail) => boolean,
  timeoutMs: number,
): Promise<CaughtMail> {
  const end = AbortSignal.timeout(timeoutMs);
  while (!end.aborted) {
    const found = mails.find(predicate);
    if (found) return found;
    await nextArrival(arrivals, end);
  }
  throw new AppError('UNAVAILABLE', `No such mail arrived within ${timeoutMs} ms.`);
}

async function nextArrival(arrivals: Set<() => void>, end: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  arrivals.add(resolve);
  end.addEventListener('abort', () => resolve(), { once: true });
  await promise;
  arrivals.delete(resolve);
}
