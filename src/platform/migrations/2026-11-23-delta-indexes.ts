import { type Kysely, sql } from 'kysely';

/** By which a node finds what was recorded, ended, took or lost effect since the state that it serves, without reading all that was ever published. */
const dated: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['answer', ['recorded_at', 'retired_at']],
  ['answer_version', ['effective_from', 'effective_to']],
  ['translation', ['recorded_at']],
  ['phrasing', ['added_at', 'removed_at']],
  ['fact_value', ['recorded_at', 'retracted_at', 'valid_from', 'valid_to']],
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const [table, columns] of dated)
    for (const column of columns)
      await sql`create index ${sql.id(`${table}_${column}`)} on ${sql.table(table)} (${sql.ref(column)})`.execute(db);
  for (const table of ['answer_version', 'translation'])
    await sql`create index ${sql.id(`${table}_redacted_at`)} on ${sql.table(table)} (redacted_at) where redacted_at is not null`.execute(
      db,
    );
}
