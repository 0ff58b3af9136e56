import { system } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Snapshot } from './snapshot.js';
import { latestSwitch } from './snapshot.store.js';
import { switched, switchPublished, unchanged } from './switch-published.js';

/**
 * Writes the switch that an effective date demands, if its moment has come and nobody has switched since. Every node follows the row, so that
 * all change at the same number.
 */
export async function strikeDate(
  ctx: { readonly db: Database; readonly clock: Clock },
  snapshot: Snapshot,
): Promise<boolean> {
  const due = snapshot.nextChangeAt;
  if (!due || due > ctx.clock.now()) return false;
  return switchPublished({ ...ctx, actor: system }, 'date.struck', due.toISOString(), async ({ tx }) => {
    const last = await latestSwitch(tx);
    return last && last.sequence > snapshot.sequence && last.moment >= due ? unchanged(false) : switched(true);
  });
}
