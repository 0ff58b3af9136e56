import type { Database } from '../../platform/database/database.js';
import type { SweepRates } from '../rates.js';
import { wholeSweeps } from '../sweep.store.js';

/** A sweep that ended with rates. */
export interface DoneSweep {
  readonly id: number;
  readonly at: Date;
  readonly rates: SweepRates;
}

/** The last sweeps over everything that were done in a time, newest first; `until` is not in it. */
export async function doneSweeps(
  db: Database,
  wanted: { readonly since: Date | null; readonly until: Date | null; readonly last: number },
): Promise<readonly DoneSweep[]> {
  const rows = await wholeSweeps(db)
    .select((eb) => ['id', 'rates', eb.ref('finished_at').$notNull().as('at')])
    .where('state', '=', 'DONE')
    .where('finished_at', 'is not', null)
    .where('rates', 'is not', null)
    .$if(wanted.since !== null, (query) => query.where('finished_at', '>=', wanted.since))
    .$if(wanted.until !== null, (query) => query.where('finished_at', '<', wanted.until))
    .orderBy('id', 'desc')
    .limit(wanted.last)
    .execute();
  return rows.map(({ id, at, rates }) => ({ id, at, rates: rates as SweepRates }));
}
