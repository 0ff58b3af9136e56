import type { Database } from '../../platform/database/database.js';
import { openFindingStates } from '../finding.js';

/** How many findings of tier alert and possible are open, by severity and channel; only where there are any. */
export function openFindings(
  db: Database,
): Promise<readonly { readonly severity: string; readonly channel: string; readonly count: number }[]> {
  return db
    .selectFrom('finding')
    .select((eb) => ['severity', 'channel_key as channel', eb.fn.countAll<number>().as('count')])
    .where('state', 'in', [...openFindingStates])
    .where('tier', '<>', 'info')
    .groupBy(['severity', 'channel_key'])
    .orderBy('severity')
    .orderBy('channel_key')
    .execute();
}

/** How many cells of a sweep are in each state. */
export function cellsByState(
  db: Database,
  sweep: number,
): Promise<readonly { readonly state: string; readonly count: number }[]> {
  return db
    .selectFrom('observation')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .where('sweep_id', '=', sweep)
    .groupBy('state')
    .orderBy('state')
    .execute();
}
