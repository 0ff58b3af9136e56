import { type Kysely, sql } from 'kysely';

/** Finds what a channel said to a question over time, which the times of findings and the way of a publication are read from. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index observation_cell on observation (probe_id, channel_key, at)`.execute(db);
}
