import { InvalidArgumentError } from 'commander';
import type { ChainHead } from '../platform/hash-chain.js';

/** Reads the head of a chain as an earlier run printed it: its number, a colon and its hash. */
export function headOf(text: string): ChainHead {
  const [, sequence, hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence === undefined) throw new InvalidArgumentError('It must be a number, a colon and a hash of 64 digits.');
  return { sequence: Number(sequence), hash };
}
