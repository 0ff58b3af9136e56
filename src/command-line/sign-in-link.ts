import type { Command } from 'commander';
import { createSignInLink } from '../access/index.js';
import { systemClock } from '../platform/clock.js';
import { withDatabase } from './with-database.js';

/** Adds `univocal sign-in-link`: how the first person gets in, where no link is printed at the start. Needs the database itself, so it is the operator's. */
export function signInLinkCommand(program: Command, environment: Readonly<Record<string, string | undefined>>): void {
  program
    .command('sign-in-link')
    .argument('<account>', 'the key of a staff account')
    .description('print a link that signs one person in, once, within twelve hours (needs DATABASE_URL)')
    .action(async (account: string) => {
      const token = await withDatabase(environment, (db) => createSignInLink({ db, clock: systemClock }, account));
      process.stdout.write(`/sign-in/${token}\n`);
    });
}
