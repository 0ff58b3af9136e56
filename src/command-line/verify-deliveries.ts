import type { Command } from 'commander';
import type { ChainHead } from '../platform/hash-chain.js';
import { verifyDeliveries } from '../receipts/index.js';
import { withStoredDatabase } from './stored-database.js';
import { tellVerdict, verifyCommand, type VerifyWorld } from './verify-chain.js';

interface VerifyOptions {
  readonly head?: ChainHead;
}

const words = { chain: 'delivery chain', link: 'batch', records: 'The deliveries are' };

/** Adds `univocal verify-deliveries` to the program. */
export function verifyDeliveriesCommand(program: Command, world: VerifyWorld): void {
  verifyCommand(program, 'verify-deliveries', words, (options: VerifyOptions) =>
    verifyDeliveryChain(options, world),
  ).description('recompute the chain of what was told on every channel and name the first batch that was changed');
}

/** Verifies and says what was found: 0 whole, 1 broken, 2 not read. */
export function verifyDeliveryChain({ head }: VerifyOptions, world: VerifyWorld): Promise<0 | 1 | 2> {
  return tellVerdict(
    world,
    words,
    () => withStoredDatabase(world.environment, (db) => verifyDeliveries(db, head)),
    ({ count, deliveries, unsealed }) =>
      `${deliveries} deliveries in ${count} batches; ${unsealed} wait for the next one`,
  );
}
