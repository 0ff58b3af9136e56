import { readFileSync } from 'node:fs';
import { text as streamText } from 'node:stream/consumers';
import type { Command } from 'commander';
import { comparerVersion, compare, type Comparison, type Difference } from '../consistency/compare.js';
import { AppError, isAppError } from '../platform/errors.js';
import type { Output } from './check-terminal.js';

/** What the command has of the world. */
export interface CompareWorld {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: Pick<Output, 'write'>;
  readonly stderr: Pick<Output, 'write'>;
}

/** How the texts are to be read, and how the verdict is to be written. */
export interface CompareOptions {
  readonly locale?: string;
  readonly observedLocale?: string;
  readonly question?: string;
  readonly json?: boolean;
}

/** 0: the same claims. 1: a contradiction that is sure. 2: not compared. 3: another difference. */
export type CompareCode = 0 | 1 | 2 | 3;

const help = `
Exit codes: 0 both say the same; 1 they contradict each other (tier alert); 2 they could not be compared;
3 they differ otherwise: a possible contradiction, something missing, more, or something else.
Texts may be plain, Markdown or HTML. Languages: en, de, es, fr, nl; without --locale the language is recognised.`;

const mostBytes = 2_000_000;

/** Adds `univocal compare` to the program: two texts, no service, no database. */
export function compareCommand(program: Command, world: CompareWorld): void {
  program
    .command('compare')
    .argument('<canonical>', 'the file with what should be said, or - for standard input')
    .argument('<observed>', 'the file with what is said, or - for standard input')
    .description('say whether two texts make the same claims, and where not')
    .option('--locale <tag>', 'the language of the texts')
    .option('--observed-locale <tag>', 'the language of the second text, where it is another')
    .option('--question <words>', 'what both texts answer')
    .option('--json', 'write the whole verdict as JSON')
    .addHelpText('after', help)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (canonical: string, observed: string, options: CompareOptions) => {
      process.exitCode = await compareFiles([canonical, observed], options, world);
    });
}

/** Compares two files and writes the verdict; every fault is a sentence on the error stream and code 2. */
export async function compareFiles(
  files: readonly [string, string],
  options: CompareOptions,
  world: CompareWorld,
): Promise<CompareCode> {
  try {
    if (files[0] === '-' && files[1] === '-') throw new AppError('BAD_INPUT', 'Only one text can be standard input.');
    const [canonical, observed] = [await textOf(files[0], world), await textOf(files[1], world)];
    const { locale, observedLocale, question } = options;
    const comparison = compare({
      canonical,
      observed,
      ...(locale === undefined ? {} : { locale }),
      ...(observedLocale === undefined ? {} : { observedLocale }),
      ...(question === undefined ? {} : { question }),
    });
    world.stdout.write(
      options.json ? `${JSON.stringify({ comparerVersion, ...comparison }, null, 2)}\n` : said(comparison),
    );
    return codeOf(comparison);
  } catch (error) {
    world.stderr.write(`${isAppError(error) ? error.message : `Not compared: ${(error as Error).message}`}\n`);
    return 2;
  }
}

async function textOf(file: string, { stdin }: CompareWorld): Promise<string> {
  const text = file === '-' ? await streamText(stdin) : readFile(file);
  if (text.length > mostBytes) throw new AppError('BAD_INPUT', `${nameOf(file)} is larger than 2 MB.`);
  if (text.trim() === '') throw new AppError('BAD_INPUT', `${nameOf(file)} is empty.`);
  return text;
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new AppError('BAD_INPUT', `${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

function nameOf(file: string): string {
  return file === '-' ? 'Standard input' : file;
}

function codeOf({ verdict, tier }: Comparison): CompareCode {
  if (tier === 'alert') return 1;
  return verdict === 'same' ? 0 : 3;
}

function said({ verdict, tier, confidence, differences }: Comparison): string {
  const head = `${verdict}${tier === null ? '' : ` (${tier})`}, confidence ${confidence}`;
  return `${[head, ...differences.map(line)].join('\n')}\n`;
}

function line({ tier, kind, confidence, a, b }: Difference): string {
  const quote = (side: Difference['a']) =>
    side === null ? '-' : `[${side.span.start}-${side.span.end}] ${side.text.replace(/\s+/g, ' ')}`;
  return `  ${tier} ${kind} ${confidence}\n    canonical: ${quote(a)}\n    observed:  ${quote(b)}`;
}
