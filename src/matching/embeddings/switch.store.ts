import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import type { EndpointHealth } from './switch.js';

export function current(db: Database): Promise<Row<'embedding_switch'> | undefined> {
  return db.selectFrom('embedding_switch').selectAll().executeTakeFirst();
}

/** Makes the row of an embedding that is new here; the one before is not served any longer. */
export async function begin(db: Database, version: string, now: Date): Promise<void> {
  const row = {
    version,
    in_use: false,
    good_probes: 0,
    failed_probes: 0,
    reports: 0,
    reported_at: null,
    probed_at: new Date(0),
    switched_at: now,
  };
  await db
    .insertInto('embedding_switch')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row).where('embedding_switch.version', '!=', version))
    .execute();
}

/** Whether it is this worker's turn to probe; of several only one is told so. Time is the database's, which all share. */
export async function claimProbe(db: Database, everyMs: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('embedding_switch')
    .set({ probed_at: sql`now()` })
    .where('probed_at', '<=', sql<Date>`now() - make_interval(secs => ${everyMs / 1_000})`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export function lockSwitch(
  tx: DatabaseTransaction,
  quietMs: number,
): Promise<(Row<'embedding_switch'> & { quiet: boolean }) | undefined> {
  return tx
    .selectFrom('embedding_switch')
    .selectAll()
    .select(sql<boolean>`coalesce(reported_at < now() - make_interval(secs => ${quietMs / 1_000}), true)`.as('quiet'))
    .forUpdate()
    .executeTakeFirst();
}

export async function write(tx: DatabaseTransaction, health: EndpointHealth, switchedAt: Date): Promise<void> {
  await tx
    .updateTable('embedding_switch')
    .set({
      in_use: health.inUse,
      good_probes: health.goodProbes,
      failed_probes: health.failedProbes,
      reports: health.reports,
      switched_at: switchedAt,
    })
    .execute();
}

/** Counts a failure that a node had while the switch was on, and lets a worker probe at once. */
export async function report(db: Database): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('embedding_switch')
    .set({
      failed_probes: sql`greatest(failed_probes, 1)`,
      good_probes: 0,
      reports: sql`reports + 1`,
      reported_at: sql`now()`,
      probed_at: new Date(0),
    })
    .where('in_use', '=', true)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await tell(db);
}

export async function turnOff(db: Database, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('embedding_switch')
    .set({ in_use: false, good_probes: 0, switched_at: now })
    .where('in_use', '=', true)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function tell(db: Database): Promise<void> {
  await sql`select pg_notify('univocal', 'embeddings')`.execute(db);
}
