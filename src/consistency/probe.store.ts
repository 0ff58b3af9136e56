import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import type { Probe } from './cell.js';

/** The probes that are in use, by key. */
export async function probesInUse(db: Database): Promise<readonly Probe[]> {
  const rows = await db.selectFrom('probe').selectAll().where('retired_at', 'is', null).orderBy('key').execute();
  return rows.map(probeFrom);
}

/** Writes a probe as it should be now, and takes it back into use. */
export async function putProbe(tx: DatabaseTransaction, probe: Omit<Probe, 'id'>): Promise<void> {
  const row = { ...probe, scope: JSON.stringify(probe.scope), retired_at: null };
  await tx
    .insertInto('probe')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/** Takes all other probes out of use; what they observed stays. */
export async function retireOtherProbes(tx: DatabaseTransaction, keys: readonly string[], moment: Date): Promise<void> {
  await tx
    .updateTable('probe')
    .set({ retired_at: moment })
    .where('retired_at', 'is', null)
    .$if(keys.length > 0, (update) => update.where('key', 'not in', keys))
    .execute();
}

/** A probe as its row holds it. */
export function probeFrom({
  id,
  key,
  question,
  locale,
  audience,
  scope,
  expects,
}: Pick<Row<'probe'>, 'id' | 'key' | 'question' | 'locale' | 'audience' | 'scope' | 'expects'>): Probe {
  return { id, key, question, locale, audience, scope, expects };
}
