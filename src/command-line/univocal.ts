#!/usr/bin/env node
import { Command } from 'commander';
import { serve, sentenceOf } from './serve.js';

const program = new Command('univocal').description(
  'One GraphQL knowledge API for every channel, and the checker that asks them all the same.',
);

program
  .command('serve')
  .description('start the service; settings come from the environment')
  .action(() => serve(process.env));

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(2);
}
