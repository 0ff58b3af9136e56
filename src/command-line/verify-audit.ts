import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { entryFromLine } from '../audit/index.js';
import { type AuditEntry, storedTrail, verifyTrail } from '../platform/audit/index.js';
import type { ChainHead } from '../platform/hash-chain.js';
import { withStoredDatabase } from './stored-database.js';
import { tellVerdict, verifyCommand, type VerifyWorld } from './verify-chain.js';

/** Where the trail is, and what is known of it from before. */
export interface VerifyOptions {
  readonly file?: string;
  readonly head?: ChainHead;
}

const words = { chain: 'audit trail', link: 'entry', records: 'The trail is' };

/** Adds `univocal verify-audit` to the program. */
export function verifyAuditCommand(program: Command, world: VerifyWorld): void {
  verifyCommand(program, 'verify-audit', words, (options: VerifyOptions) => verifyAudit(options, world))
    .description('recompute the audit trail and name the first entry that was changed')
    .option('--file <export>', 'verify an export (JSON lines) instead of the database');
}

/** Verifies and says what was found: 0 whole, 1 broken, 2 not read. */
export function verifyAudit({ file, head }: VerifyOptions, world: VerifyWorld): Promise<0 | 1 | 2> {
  return tellVerdict(
    world,
    words,
    () =>
      file
        ? verifyTrail(exportedTrail(file), head)
        : withStoredDatabase(world.environment, (db) => verifyTrail(storedTrail(db), head)),
    ({ count }) => `${count} entries`,
  );
}

async function* exportedTrail(file: string): AsyncGenerator<AuditEntry> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }))
    if (line !== '') yield entryFromLine(line);
}
