import type { Database } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';

export function pointers(db: Database): Promise<Row<'model_pointer'>[]> {
  return db.selectFrom('model_pointer').selectAll().orderBy('locale').orderBy('audience').execute();
}

export function modelId(db: Database, inputHash: string): Promise<{ model_id: string } | undefined> {
  return db.selectFrom('model').select('model_id').where('input_hash', '=', inputHash).executeTakeFirst();
}

export function artefact(
  db: Database,
  inputHash: string,
): Promise<{ artefact: Buffer; matcher_version: string } | undefined> {
  return db
    .selectFrom('model')
    .select(['artefact', 'matcher_version'])
    .where('input_hash', '=', inputHash)
    .executeTakeFirst();
}

export async function insertModel(db: Database, row: NewRow<'model'>): Promise<void> {
  await db
    .insertInto('model')
    .values(row)
    .onConflict((conflict) => conflict.column('input_hash').doNothing())
    .execute();
}

/** Moves the pointer, unless it stands for a later snapshot already. */
export async function movePointer(db: Database, row: NewRow<'model_pointer'>): Promise<void> {
  await db
    .insertInto('model_pointer')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['locale', 'audience'])
        .doUpdateSet({
          input_hash: row.input_hash,
          model_id: row.model_id,
          snapshot_sequence: row.snapshot_sequence,
          switched_at: row.switched_at,
        })
        .where('model_pointer.snapshot_sequence', '<=', row.snapshot_sequence),
    )
    .execute();
}
