import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { entryFromLine } from '../audit/index.js';
import { type AuditEntry, storedTrail, verifyTrail } from '../platform/audit/index.js';
import { isAppError } from '../platform/errors.js';
import type { ChainHead } from '../platform/hash-chain.js';
import { headOf } from './chain-head.js';
import type { Output } from './check-terminal.js';
import { withStoredDatabase } from './stored-database.js';

/** What the command has of the world. */
export interface VerifyWorld {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Pick<Output, 'write'>;
  readonly stderr: Pick<Output, 'write'>;
}

/** Where the trail is, and what is known of it from before. */
export interface VerifyOptions {
  readonly file?: string;
  readonly head?: ChainHead;
}

const help = `
Exit codes: 0 the chain is whole; 1 it is broken, and the first broken entry is named; 2 it could not be read.
The trail is read from DATABASE_URL, or from the embedded database in DATA_DIR whether the service runs or not.
A chain cannot know that its end was cut off. Note the head that this command prints, and give it to the next run.`;

/** Adds `univocal verify-audit` to the program. */
export function verifyAuditCommand(program: Command, world: VerifyWorld): void {
  program
    .command('verify-audit')
    .description('recompute the audit trail and name the first entry that was changed')
    .option('--file <export>', 'verify an export (JSON lines) instead of the database')
    .option('--head <sequence:hash>', 'an entry that must still be there, as an earlier run printed it', headOf)
    .addHelpText('after', help)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (options: VerifyOptions) => {
      process.exitCode = await verifyAudit(options, world);
    });
}

/** Verifies and says what was found: 0 whole, 1 broken, 2 not read. */
export async function verifyAudit(options: VerifyOptions, world: VerifyWorld): Promise<0 | 1 | 2> {
  try {
    const verdict = options.file
      ? await verifyTrail(exportedTrail(options.file), options.head)
      : await withStoredDatabase(world.environment, (db) => verifyTrail(storedTrail(db), options.head));
    if (verdict.outcome === 'broken') {
      world.stderr.write(`The audit trail is broken at entry ${verdict.sequence}: ${verdict.reason}.\n`);
      return 1;
    }
    world.stdout.write(`The audit trail is whole: ${verdict.count} entries.\nHead: ${verdict.count}:${verdict.head}\n`);
    return 0;
  } catch (error) {
    world.stderr.write(`${isAppError(error) ? error.message : `Not verified: ${(error as Error).message}`}\n`);
    return 2;
  }
}

async function* exportedTrail(file: string): AsyncGenerator<AuditEntry> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }))
    if (line !== '') yield entryFromLine(line);
}
