import { inject } from 'vitest';
import { type Train, trainBy } from '../../src/matching/index.js';

let trainer: Train | null = null;

/** Trains in a thread whose program is compiled once a run; one for all services of a test worker, so that here too one model is trained at a time. */
export function compiledTrainer(): Train {
  trainer ??= trainBy({ file: new URL(inject('trainerUrl')), execArgv: [] });
  return trainer;
}
