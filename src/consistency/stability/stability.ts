import type { Database } from '../../platform/database/database.js';
import type { Rate } from '../rate.js';
import { type CellAskedOtherwise, stabilityRate } from './asked-otherwise.js';
import { askedOtherwiseIn } from './asked-otherwise.store.js';

/** Whether the bots hold their answers when a sweep's questions are put in other words. */
export interface Stability {
  readonly rate: Rate;
  readonly cells: readonly CellAskedOtherwise[];
}

/** That of one sweep; nothing is compared in one that has asked nobody otherwise. */
export async function stabilityOf(ctx: { readonly db: Database }, sweep: number): Promise<Stability> {
  const cells = await askedOtherwiseIn(ctx.db, sweep);
  return { rate: stabilityRate(cells), cells };
}
