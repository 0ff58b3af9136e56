import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';

export function pointers(db: Database, version: string): Promise<Row<'embedding_pointer'>[]> {
  return db.selectFrom('embedding_pointer').selectAll().where('version', '=', version).execute();
}

/** None while the switch is off: then every node serves the lexical models. */
export function pointersInUse(db: Database): Promise<Row<'embedding_pointer'>[]> {
  return db
    .selectFrom('embedding_pointer as pointer')
    .innerJoin('embedding_switch as switch', 'switch.version', 'pointer.version')
    .selectAll('pointer')
    .where('switch.in_use', '=', true)
    .orderBy('pointer.locale')
    .orderBy('pointer.audience')
    .execute();
}

/** Moves the pointer, unless it stands for a later snapshot of the same embedding already. */
export async function movePointer(db: Database, row: NewRow<'embedding_pointer'>): Promise<void> {
  await db
    .insertInto('embedding_pointer')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['locale', 'audience'])
        .doUpdateSet(row)
        .where((eb) =>
          eb.or([
            eb('embedding_pointer.version', '!=', row.version),
            eb('embedding_pointer.snapshot_sequence', '<=', row.snapshot_sequence),
          ]),
        ),
    )
    .execute();
}

export async function removePointer(db: Database, locale: string, audience: string): Promise<void> {
  await db.deleteFrom('embedding_pointer').where('locale', '=', locale).where('audience', '=', audience).execute();
}
