import { type Kysely, sql } from 'kysely';

/** Sweeps over a part of the cells, and what a cell's words were made of, so that one that cannot have changed is not asked again. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table sweep
      add column answers text[],
      add column channels text[],
      add column snapshot_sequence int`.execute(db);
  await sql`create index sweep_snapshot on sweep (snapshot_sequence) where snapshot_sequence is not null`.execute(db);
  await sql`alter table observation add column cell_key text`.execute(db);
  await sql`create index observation_cell on observation (probe_id, channel_key, sweep_id desc)`.execute(db);
}
