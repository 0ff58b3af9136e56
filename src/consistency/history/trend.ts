import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import type { Rate } from '../rate.js';
import type { SameAnswerRate } from '../rates.js';
import { doneSweeps } from './done-sweep.store.js';

/** The headline rates of one sweep, as they were stored when it ended. */
export interface TrendPoint {
  readonly sweep: number;
  readonly at: Date;
  /** SAR_2; null where there were fewer than two channels. */
  readonly pairs: SameAnswerRate | null;
  /** SAR over all channels that there were then. */
  readonly all: SameAnswerRate | null;
  readonly answeredByAll: Rate;
}

const mostSweeps = 400;

/** The last so many sweeps that are done, oldest first, or those of them since a moment. Nothing is computed anew: a rate is read as it was stored. */
export async function consistencyTrend(
  { db }: { readonly db: Database },
  { last, since }: { readonly last: number; readonly since: Date | null },
): Promise<readonly TrendPoint[]> {
  if (last < 1 || last > mostSweeps) throw new AppError('BAD_INPUT', `last must be from 1 to ${mostSweeps}.`);
  const sweeps = await doneSweeps(db, { last, since, until: null });
  return sweeps.toReversed().map(({ id, at, rates: { sameAnswerRates, answeredByAll } }) => ({
    sweep: id,
    at,
    pairs: sameAnswerRates.find(({ channels }) => channels === 2) ?? null,
    all: sameAnswerRates.at(-1) ?? null,
    answeredByAll,
  }));
}
