import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { AppError } from '../../../platform/errors.js';
import type { Log } from '../../../platform/log.js';
import { type ReceivedMail, readReceived } from './received-mail.js';

/** What the mail server for customers' mails needs. */
export interface IntakeOptions {
  readonly host: string;
  readonly port: number;
  /** In lower case; mails to others are refused, so that nobody can send through it. */
  readonly addresses: readonly string[];
  /** The address that we write from, in lower case. */
  readonly sender: string;
  /** Keeps a mail; the sending server is told "taken" only when this has returned. */
  readonly take: (mail: ReceivedMail) => Promise<void>;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** An open mail server. */
export interface MailIntake {
  readonly port: number;
  close(): Promise<void>;
}

const largestMail = 5_000_000;
const mostClients = 20;
const idleMs = 30_000;
const longestCallMs = 300_000;

/** Opens the server. It has no TLS and no sign-in: it belongs behind the organisation's own mail server. */
export async function openMailIntake(options: IntakeOptions): Promise<MailIntake> {
  const server = new SMTPServer({
    logger: false,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: largestMail,
    maxClients: mostClients,
    disableReverseLookup: true,
    socketTimeout: idleMs,
    closeTimeout: 1_000,
    onRcptTo({ address }, _session, done) {
      done(options.addresses.includes(address.toLowerCase()) ? null : new Refusal(550, 'No such mailbox here.'));
    },
    onData(stream, session, done) {
      const { mailFrom } = session.envelope;
      receive(stream, mailFrom ? mailFrom.address : '', options).then(
        () => done(),
        (error: unknown) => done(explained(error, options.log)),
      );
    },
  });
  server.on('error', (error) => options.log.warn({ reason: error.message }, 'a call to the mail intake ended badly'));
  endLongCalls(server);
  await listen(server, options);
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function receive(stream: SMTPServerDataStream, returnPath: string, options: IntakeOptions): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Read to its end even when it is too large: a sender that is cut off tries again for days.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestMail) chunks.push(chunk);
  }
  if (size > largestMail) throw new Refusal(552, `The mail is larger than ${largestMail / 1_000_000} MB.`);
  const own = [...options.addresses, options.sender];
  const mail = await readReceived(Buffer.concat(chunks), returnPath, own).catch((cause: Error) => {
    options.log.warn({ reason: cause.message }, 'a mail could not be read, and was refused for good');
    throw new Refusal(554, 'The mail cannot be read.');
  });
  await options.take(mail);
}

/** Whoever trickles bytes is never idle, and could hold every place for ever. */
function endLongCalls(server: SMTPServer): void {
  server.server.on('connection', (socket) => {
    const timer = setTimeout(() => socket.destroy(), longestCallMs);
    socket.once('close', () => clearTimeout(timer));
  });
}

/** A fault of ours, such as a lost database, is "try again later" to the sender, whose server keeps the mail meanwhile. */
function explained(error: unknown, log: IntakeOptions['log']): Error {
  if (error instanceof Refusal) return error;
  log.error({ reason: (error as Error).message }, 'a mail could not be taken in');
  return new Refusal(451, 'The mail cannot be taken now; try again later.');
}

/** What the sending server is told instead of "taken". */
class Refusal extends Error {
  constructor(
    readonly responseCode: number,
    sentence: string,
  ) {
    super(sentence);
  }
}

async function listen(server: SMTPServer, { port, host }: IntakeOptions): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (cause) {
    throw new AppError('BAD_SETTING', `MAIL_INTAKE_PORT: port ${port} of ${host} cannot be opened.`, {}, { cause });
  }
}
