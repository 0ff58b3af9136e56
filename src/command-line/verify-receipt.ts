import { readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { AppError, isAppError } from '../platform/errors.js';
import { openGuardedFetch } from '../platform/http/guarded-fetch.js';
import { longestDocument, readKeySet, type ReceiptVerdict, type Verdict, verifyDocument } from '../receipts/index.js';
import type { Output } from './check-terminal.js';

/** What the command has of the world. */
export interface ReceiptWorld {
  readonly stdin: AsyncIterable<Buffer | string>;
  readonly stdout: Pick<Output, 'write'>;
  readonly stderr: Pick<Output, 'write'>;
}

/** Where the public keys are. */
export interface ReceiptOptions {
  /** A file, or the address of a key set. */
  readonly keys: string;
  /** `host:port` of servers that may be asked although their address is private. */
  readonly allowHost?: readonly string[];
  readonly json?: boolean;
}

const help = `
FILE is a receipt as Receipt.document gives it; - reads it from the standard input. It is not sent anywhere.
Exit codes: 0 it is genuine; 1 it is not what was signed; 2 it could not be judged: no receipt, or a key that is not among the keys.
Take the keys from the one who signed: https://<their address>/.well-known/jwks.json, or a file that you kept. With a file no network is needed.
A server on this machine or in a private network is asked only when --allow-host names it.`;

const longestKeys = 1_000_000;

/** Adds `univocal verify-receipt` to the program. */
export function verifyReceiptCommand(program: Command, world: ReceiptWorld): void {
  program
    .command('verify-receipt <file>')
    .description('verify the receipt of an answer by the public keys alone')
    .requiredOption('--keys <file or address>', 'the key set of the one who signed')
    .option('--allow-host <host:port...>', 'may be asked for keys although its address is private')
    .option('--json', 'print the verdict as JSON')
    .addHelpText('after', help)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (file: string, options: ReceiptOptions) => {
      process.exitCode = await verifyReceiptFile(file, options, world);
    });
}

/** Verifies and says what was found: 0 genuine, 1 altered, 2 not judged. */
export async function verifyReceiptFile(
  file: string,
  options: ReceiptOptions,
  { stdin, stdout, stderr }: ReceiptWorld,
): Promise<0 | 1 | 2> {
  try {
    const text = file === '-' ? await allOf(stdin) : readSmallFile(file, longestDocument * 4);
    const verdict = verifyDocument(text, readKeySet(await keysFrom(options)));
    stdout.write(options.json ? `${JSON.stringify(verdict, null, 2)}\n` : told(verdict));
    return exitCodes[verdict.verdict];
  } catch (error) {
    stderr.write(`Not verified: ${isAppError(error) ? error.message : (error as Error).message}\n`);
    return 2;
  }
}

const exitCodes = { GENUINE: 0, ALTERED: 1, UNKNOWN_KEY: 2, UNREADABLE: 2 } as const satisfies Record<Verdict, number>;

const headings: Readonly<Record<Verdict, string>> = {
  GENUINE: 'Genuine.',
  ALTERED: 'NOT GENUINE.',
  UNKNOWN_KEY: 'Not judged: the key is unknown.',
  UNREADABLE: 'Not judged: this is no receipt.',
};

function told({ verdict, sentence, receipt }: ReceiptVerdict): string {
  const heading = `${headings[verdict]} ${sentence}\n`;
  if (!receipt) return heading;
  const { code, answer, version, locale, channel, factValueIds, renditionHash, keyId } = receipt;
  const lines = {
    receipt: code,
    answer,
    version,
    locale,
    channel,
    'fact values': factValueIds.length === 0 ? 'none' : factValueIds.join(', '),
    'shown (SHA-256)': renditionHash,
    key: keyId,
  };
  return `${heading}${Object.entries(lines)
    .map(([name, value]) => `  ${name.padEnd(16)} ${printable(String(value))}\n`)
    .join('')}`;
}

/** A signed text is ours, but the keys may be anyone's: it must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, '�');
}

async function keysFrom({ keys, allowHost = [] }: ReceiptOptions): Promise<string> {
  if (!/^https?:\/\//i.test(keys)) return readSmallFile(keys, longestKeys);
  const fetch = openGuardedFetch({
    userAgent: 'UnivocalReceipts/0.1',
    allowedHosts: allowHost,
    maxBytes: longestKeys,
  });
  try {
    const { status, text } = await fetch.get(keys);
    if (status !== 200) throw new AppError('UNAVAILABLE', `${keys} answers with status ${status}.`);
    return text;
  } finally {
    await fetch.close();
  }
}

function readSmallFile(path: string, most: number): string {
  if (statSync(path).size > most) throw new AppError('BAD_INPUT', `${path} is larger than ${most} bytes.`);
  return readFileSync(path, 'utf8');
}

async function allOf(stdin: ReceiptWorld['stdin']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > longestDocument * 4) throw new AppError('BAD_INPUT', 'The standard input is longer than any receipt.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}
