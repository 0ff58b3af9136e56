import type { Database } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';

export function pointers(db: Database): Promise<Row<'model_pointer'>[]> {
  return db.selectFrom('model_pointer').selectAll().orderBy('locale').orderBy('audience').execute();
}

export function modelId(db: Database, inputHash: string): Promise<{ model_id: string } | undefined> {
  return db.selectFrom('model').select('model_id').where('input_hash', '=', inputHash).executeTakeFirst();
}

/** A kept model with its artefact, read part by part into memory of its own. */
export async function artefact(
  db: Database,
  inputHash: string,
): Promise<{ artefact: Uint8Array; matcher_version: string; model_id: string } | undefined> {
  const row = await db
    .selectFrom('model')
    .select(['byte_count', 'matcher_version', 'model_id'])
    .where('input_hash', '=', inputHash)
    .executeTakeFirst();
  if (!row) return undefined;
  const bytes = new Uint8Array(row.byte_count);
  for (let number = 0, filled = 0; filled < bytes.length; number++) {
    const part = await db
      .selectFrom('model_part')
      .select('bytes')
      .where('input_hash', '=', inputHash)
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    bytes.set(part.bytes, filled);
    filled += part.bytes.length;
  }
  return { artefact: bytes, matcher_version: row.matcher_version, model_id: row.model_id };
}

/** Keeps a model, unless one is kept for the same input: it is the same. */
export function insertModel(db: Database, row: Omit<NewRow<'model'>, 'byte_count'>, bytes: Uint8Array): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const inserted = await tx
      .insertInto('model')
      .values({ ...row, byte_count: bytes.length })
      .onConflict((conflict) => conflict.column('input_hash').doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n) return;
    for (let number = 0; number * partBytes < bytes.length; number++) {
      const start = number * partBytes;
      const part = bytes.subarray(start, start + partBytes);
      await tx
        .insertInto('model_part')
        .values({ input_hash: row.input_hash, number, bytes: Buffer.from(part.buffer, part.byteOffset, part.length) })
        .execute();
    }
  });
}

/** So small that sending or reading one holds nobody up. */
const partBytes = 1_048_576;

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
