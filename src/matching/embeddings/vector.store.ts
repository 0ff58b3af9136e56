import type { Database } from '../../platform/database/database.js';
import type { NewRow } from '../../platform/database/tables.js';

export function vectorsOf(
  db: Database,
  version: string,
  hashes: readonly Buffer[],
): Promise<{ text_hash: Buffer; vector: Buffer }[]> {
  return db
    .selectFrom('embedding_vector')
    .select(['text_hash', 'vector'])
    .where('version', '=', version)
    .where('text_hash', 'in', hashes)
    .execute();
}

/** Of two nodes that embed the same text at once the first is kept, so that both go on with the same vector. */
export async function insertVectors(db: Database, rows: readonly NewRow<'embedding_vector'>[]): Promise<void> {
  await db
    .insertInto('embedding_vector')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['version', 'text_hash']).doNothing())
    .execute();
}

export async function forgetVectors(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('embedding_vector').where('kept_until', '<', now).execute();
}
