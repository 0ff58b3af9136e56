import type { Command } from 'commander';
import { type Clock, systemClock } from '../platform/clock.js';
import { readConfig } from '../platform/config.js';
import type { Database } from '../platform/database/database.js';
import { exportFolder } from '../transfer/index.js';
import type { Output } from './check-terminal.js';
import { withDatabase } from './with-database.js';

/** What the command has of the world. */
export interface TransferWorld {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Pick<Output, 'write'>;
  readonly stderr: Pick<Output, 'write' | 'isTTY'>;
}

const help = `
The folder then holds every row with its times (tables/*.jsonl, see docs/import-export.md) and what is published now (answers/*/*.md).
\`univocal import FOLDER --whole\` takes it into an empty database. It holds drafts and staff texts: keep it as you keep a backup.`;

/** Adds `univocal export`. */
export function exportCommand(program: Command, world: TransferWorld): void {
  program
    .command('export')
    .argument('<folder>', 'a new folder')
    .description('write all knowledge into files that can be imported again')
    .addHelpText('after', help)
    .action(async (folder: string) => {
      const { defaultLocale } = readConfig(world.environment);
      await withDatabase(world.environment, (db) =>
        exportKnowledge({ db, clock: systemClock, sourceLocale: defaultLocale }, folder, world),
      );
    });
}

/** Exports, and says what was written. */
export async function exportKnowledge(
  ctx: { readonly db: Database; readonly clock: Clock; readonly sourceLocale: string },
  folder: string,
  { stdout, stderr }: TransferWorld,
): Promise<void> {
  const { rows, tables, files } = await exportFolder(ctx, folder, (table, count) => {
    if (stderr.isTTY) stderr.write(`\r\u001B[2KWriting ${table}: ${count} rows`);
  });
  if (stderr.isTTY) stderr.write('\r\u001B[2K');
  stdout.write(`Exported to ${folder}: ${rows} rows of ${tables} tables, and ${files} published texts as Markdown.\n`);
}
