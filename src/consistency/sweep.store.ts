import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import type { SweepRates } from './rates.js';
import type { Sweep, SweepPart, SweepState } from './sweep.js';

export async function insertSweep(
  db: Database,
  { answers, channels, snapshotSequence }: SweepPart,
  started: { readonly by: string; readonly at: Date },
): Promise<number> {
  const { id } = await db
    .insertInto('sweep')
    .values({
      state: 'QUEUED',
      started_by: started.by,
      started_at: started.at,
      answers: answers === null ? null : [...answers],
      channels: channels === null ? null : [...channels],
      snapshot_sequence: snapshotSequence,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Notes that the schedule started it. */
export async function markScheduled(tx: DatabaseTransaction, id: number): Promise<void> {
  await tx.updateTable('sweep').set({ scheduled: true }).where('id', '=', id).execute();
}

/** The sweep of that number. */
export async function sweepById(db: Database, id: number): Promise<Sweep | null> {
  const row = await db.selectFrom('sweep').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? sweepFrom(row) : null;
}

/** The sweeps over everything. */
export function wholeSweeps(db: Database) {
  return db.selectFrom('sweep').where('answers', 'is', null).where('channels', 'is', null);
}

/** The last sweep over everything that was done. */
export async function latestDoneSweep(db: Database): Promise<Sweep | null> {
  const row = await wholeSweeps(db)
    .selectAll()
    .where('state', '=', 'DONE')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? sweepFrom(row) : null;
}

/** Begins or goes on; false when the sweep has ended. Counts anew what a crash left behind. */
export async function markRunning(db: Database, id: number, cellsTotal: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sweep')
    .set({
      state: 'RUNNING',
      cells_total: cellsTotal,
      cells_done: sql<number>`(select count(*)::int from observation where sweep_id = ${id})`,
    })
    .where('id', '=', id)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Counts more cells; gives the state, so that a sweep that was cancelled meanwhile can stop. */
export async function countCells(tx: DatabaseTransaction, id: number, cells: number): Promise<SweepState> {
  const { state } = await tx
    .updateTable('sweep')
    .set((eb) => ({ cells_done: eb('cells_done', '+', cells) }))
    .where('id', '=', id)
    .returning('state')
    .executeTakeFirstOrThrow();
  return state as SweepState;
}

/** The state, held until the transaction ends: of two workers that finish one sweep the second finds it done. */
export async function lockSweep(tx: DatabaseTransaction, id: number): Promise<SweepState> {
  const { state } = await tx
    .selectFrom('sweep')
    .select('state')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return state as SweepState;
}

export async function markDone(
  tx: DatabaseTransaction,
  id: number,
  rates: SweepRates | null,
  moment: Date,
): Promise<void> {
  await tx
    .updateTable('sweep')
    .set({ state: 'DONE', rates: rates === null ? null : JSON.stringify(rates), finished_at: moment })
    .where('id', '=', id)
    .execute();
}

/** False when the sweep had ended, or there is none. */
export async function markCancelled(tx: DatabaseTransaction, id: number, moment: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sweep')
    .set({ state: 'CANCELLED', finished_at: moment })
    .where('id', '=', id)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether a sweep over everything was started after a moment. */
export async function sweptSince(db: Database, moment: Date): Promise<boolean> {
  const row = await wholeSweeps(db).select('id').where('started_at', '>', moment).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Whether a published state has started a sweep. */
export async function sweptFor(db: Database, snapshotSequence: number): Promise<boolean> {
  const row = await db
    .selectFrom('sweep')
    .select('id')
    .where('snapshot_sequence', '=', snapshotSequence)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function markFailed(db: Database, id: number, failure: string, moment: Date): Promise<void> {
  await db
    .updateTable('sweep')
    .set({ state: 'FAILED', failure, finished_at: moment })
    .where('id', '=', id)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .execute();
}

function sweepFrom(row: Row<'sweep'>): Sweep {
  return {
    id: row.id,
    state: row.state as SweepState,
    startedBy: row.started_by,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    cellsTotal: row.cells_total,
    cellsDone: row.cells_done,
    failure: row.failure,
    rates: row.rates as SweepRates | null,
    answers: row.answers,
    channels: row.channels,
    snapshotSequence: row.snapshot_sequence,
    scheduled: row.scheduled,
  };
}
