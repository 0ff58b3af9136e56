import { type Kysely, sql } from 'kysely';

/** What was told in the last days is counted for the queue of answers to be verified. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index delivery_at on delivery (at)`.execute(db);
}
