#!/usr/bin/env node
import { Command } from 'commander';
import { sentenceOf } from './sentence-of.js';

const { env, stdin, stdout, stderr } = process;
const world = { environment: env, stdin, stdout, stderr };
const program = new Command('univocal').description(
  'One GraphQL knowledge API for every channel, and the checker that asks them all the same.',
);

/** Only the command that is asked for is loaded: most bring much of the service with them, which takes a second. */
const commands: Readonly<Record<string, () => Promise<void>>> = {
  serve: async () => {
    program
      .command('serve')
      .description('start the service; settings come from the environment')
      .action(async () => (await import('./serve.js')).serve(env));
  },
  check: async () => (await import('./check.js')).checkCommand(program, world),
  compare: async () => (await import('./compare.js')).compareCommand(program, world),
  export: async () => (await import('./export.js')).exportCommand(program, world),
  import: async () => (await import('./import.js')).importCommand(program, world),
  migrate: async () => (await import('./migrate.js')).migrateCommand(program, env),
  'remove-demo': async () => (await import('./remove-demo.js')).removeDemoCommand(program, env),
  'sign-in-link': async () => (await import('./sign-in-link.js')).signInLinkCommand(program, env),
  'verify-audit': async () => (await import('./verify-audit.js')).verifyAuditCommand(program, world),
  'verify-deliveries': async () => (await import('./verify-deliveries.js')).verifyDeliveriesCommand(program, world),
  'verify-receipt': async () => (await import('./verify-receipt.js')).verifyReceiptCommand(program, world),
};

try {
  const named = commands[process.argv[2] ?? ''];
  for (const load of named ? [named] : Object.values(commands)) await load();
  await program.parseAsync();
} catch (error) {
  stderr.write(`${sentenceOf(error)}\n`);
  process.exit(2);
}
