import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';

/** A plan without its rows, which may be megabytes. */
export type PlanRow = Omit<Row<'import_plan'>, 'rows'>;

const head = [
  'id',
  'format',
  'hash',
  'basis',
  'report',
  'planned_by',
  'planned_at',
  'carried_out_at',
  'snapshot_sequence',
] as const;

export function insertPlan(tx: DatabaseTransaction, row: NewRow<'import_plan'>): Promise<PlanRow> {
  return tx
    .insertInto('import_plan')
    .values(row)
    .returning([...head])
    .executeTakeFirstOrThrow();
}

export function planById(db: Database, id: number): Promise<PlanRow | undefined> {
  return db
    .selectFrom('import_plan')
    .select([...head])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The plan with its rows, locked until the transaction ends. */
export function lockPlan(tx: DatabaseTransaction, id: number): Promise<Row<'import_plan'> | undefined> {
  return tx.selectFrom('import_plan').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export function endPlan(
  tx: DatabaseTransaction,
  id: number,
  done: { readonly at: Date; readonly sequence: number | null },
): Promise<PlanRow> {
  return tx
    .updateTable('import_plan')
    .set({ carried_out_at: done.at, snapshot_sequence: done.sequence })
    .where('id', '=', id)
    .returning([...head])
    .executeTakeFirstOrThrow();
}
