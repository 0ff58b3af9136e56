#!/usr/bin/env node
import { Command } from 'commander';
import { checkCommand } from './check.js';
import { compareCommand } from './compare.js';
import { exportCommand } from './export.js';
import { importCommand } from './import.js';
import { migrateCommand } from './migrate.js';
import { removeDemoCommand } from './remove-demo.js';
import { sentenceOf, serve } from './serve.js';
import { signInLinkCommand } from './sign-in-link.js';
import { verifyAuditCommand } from './verify-audit.js';
import { verifyDeliveriesCommand } from './verify-deliveries.js';
import { verifyReceiptCommand } from './verify-receipt.js';

const { env, stdout, stderr } = process;
const program = new Command('univocal').description(
  'One GraphQL knowledge API for every channel, and the checker that asks them all the same.',
);

program
  .command('serve')
  .description('start the service; settings come from the environment')
  .action(() => serve(env));
checkCommand(program, { environment: env, stdout, stderr });
compareCommand(program, { stdin: process.stdin, stdout, stderr });
exportCommand(program, { environment: env, stdout, stderr });
importCommand(program, { environment: env, stdout, stderr });
migrateCommand(program, env);
removeDemoCommand(program, env);
signInLinkCommand(program, env);
verifyAuditCommand(program, { environment: env, stdout, stderr });
verifyDeliveriesCommand(program, { environment: env, stdout, stderr });
verifyReceiptCommand(program, { stdin: process.stdin, stdout, stderr });

try {
  await program.parseAsync();
} catch (error) {
  stderr.write(`${sentenceOf(error)}\n`);
  process.exit(2);
}
