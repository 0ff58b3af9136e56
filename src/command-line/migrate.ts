import type { Command } from 'commander';
import { withDatabase } from './with-database.js';

/** Adds `univocal migrate`: for a release that brings the tables up before any new process starts. */
export function migrateCommand(program: Command, environment: Readonly<Record<string, string | undefined>>): void {
  program
    .command('migrate')
    .description('bring the database to this version and end')
    .action(async () => {
      await withDatabase(environment, () => Promise.resolve());
      process.stdout.write('The database is at this version.\n');
    });
}
