import { type Command, InvalidArgumentError } from 'commander';
import type { ChainHead, ChainVerdict } from '../platform/hash-chain.js';
import { isAppError } from '../platform/errors.js';
import type { Output } from './check-terminal.js';

/** What a command that verifies has of the world. */
export interface VerifyWorld {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Pick<Output, 'write'>;
  readonly stderr: Pick<Output, 'write'>;
}

/** The words for a chain and for one of its links. */
export interface ChainWords {
  readonly chain: string;
  readonly link: string;
  /** What is verified, as the help names it. */
  readonly records: string;
}

/** Adds a command that verifies a chain to the program; more options may be added to what it returns. */
export function verifyCommand<Options>(
  program: Command,
  name: string,
  { link, records }: ChainWords,
  verify: (options: Options) => Promise<0 | 1 | 2>,
): Command {
  return program
    .command(name)
    .option('--head <sequence:hash>', `the ${link} that must still be there, as an earlier run printed it`, headOf)
    .addHelpText('after', helpOn(link, records))
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (options: Options) => {
      process.exitCode = await verify(options);
    });
}

function helpOn(link: string, records: string): string {
  return `
Exit codes: 0 the chain is whole; 1 it is broken, and the first broken ${link} is named; 2 it could not be read.
${records} read from DATABASE_URL, or from the embedded database in DATA_DIR whether the service runs or not.
A chain cannot know that its end was cut off. Note the head that this command prints, and give it to the next run.`;
}

/** Verifies and says what was found: 0 whole, 1 broken, 2 not read. `extent` says how much a whole chain holds. */
export async function tellVerdict<Verdict extends ChainVerdict>(
  { stdout, stderr }: VerifyWorld,
  { chain, link }: ChainWords,
  verdictOf: () => Promise<Verdict>,
  extent: (whole: Extract<Verdict, { outcome: 'whole' }>) => string,
): Promise<0 | 1 | 2> {
  try {
    const verdict = await verdictOf();
    if (verdict.outcome === 'broken') {
      stderr.write(`The ${chain} is broken at ${link} ${verdict.sequence}: ${verdict.reason}.\n`);
      return 1;
    }
    const whole = verdict as Extract<Verdict, { outcome: 'whole' }>;
    stdout.write(`The ${chain} is whole: ${extent(whole)}.\nHead: ${whole.count}:${whole.head}\n`);
    return 0;
  } catch (error) {
    stderr.write(`${isAppError(error) ? error.message : `Not verified: ${(error as Error).message}`}\n`);
    return 2;
  }
}

/** Reads the head of a chain as an earlier run printed it: its number, a colon and its hash. */
function headOf(text: string): ChainHead {
  const [, sequence, hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence === undefined) throw new InvalidArgumentError('It must be a number, a colon and a hash of 64 digits.');
  return { sequence: Number(sequence), hash };
}
