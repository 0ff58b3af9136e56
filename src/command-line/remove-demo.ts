import type { Command } from 'commander';
import { removeDemo } from '../app/ensure-demo.js';
import { withDatabase } from './with-database.js';

/** Adds `univocal remove-demo`; stop the service first. */
export function removeDemoCommand(program: Command, environment: Readonly<Record<string, string | undefined>>): void {
  program
    .command('remove-demo')
    .description('take the demo bank out and leave empty tables; start with SEED=none from then on')
    .action(async () => {
      const removed = await withDatabase(environment, removeDemo);
      process.stdout.write(
        removed
          ? 'The demo bank is gone. Start with SEED=none to keep it so.\n'
          : 'There is no demo bank here; nothing was changed.\n',
      );
    });
}
