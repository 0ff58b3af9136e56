import type { Command } from 'commander';
import { isAppError } from '../platform/errors.js';
import type { ChainHead } from '../platform/hash-chain.js';
import { verifyDeliveries } from '../receipts/index.js';
import { headOf } from './chain-head.js';
import { withStoredDatabase } from './stored-database.js';
import type { VerifyWorld } from './verify-audit.js';

const help = `
Exit codes: 0 the chain is whole; 1 it is broken, and the first broken batch is named; 2 it could not be read.
The deliveries are read from DATABASE_URL, or from the embedded database in DATA_DIR whether the service runs or not.
A chain cannot know that its end was cut off. Note the head that this command prints, and give it to the next run.`;

/** Adds `univocal verify-deliveries` to the program. */
export function verifyDeliveriesCommand(program: Command, world: VerifyWorld): void {
  program
    .command('verify-deliveries')
    .description('recompute the chain of what was told on every channel and name the first batch that was changed')
    .option('--head <sequence:hash>', 'a batch that must still be there, as an earlier run printed it', headOf)
    .addHelpText('after', help)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (options: { readonly head?: ChainHead }) => {
      process.exitCode = await verifyDeliveryChain(options, world);
    });
}

/** Verifies and says what was found: 0 whole, 1 broken, 2 not read. */
export async function verifyDeliveryChain(
  { head }: { readonly head?: ChainHead },
  { environment, stdout, stderr }: VerifyWorld,
): Promise<0 | 1 | 2> {
  try {
    const verdict = await withStoredDatabase(environment, (db) => verifyDeliveries(db, head));
    if (verdict.outcome === 'broken') {
      stderr.write(`The delivery chain is broken at batch ${verdict.sequence}: ${verdict.reason}.\n`);
      return 1;
    }
    const { count, deliveries, unsealed } = verdict;
    stdout.write(
      `The delivery chain is whole: ${deliveries} deliveries in ${count} batches; ${unsealed} wait for the next one.\nHead: ${count}:${verdict.head}\n`,
    );
    return 0;
  } catch (error) {
    stderr.write(`${isAppError(error) ? error.message : `Not verified: ${(error as Error).message}`}\n`);
    return 2;
  }
}
