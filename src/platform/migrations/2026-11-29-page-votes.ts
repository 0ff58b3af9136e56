import { type Kysely, sql } from 'kysely';

/** Votes on a help page, which is read in no conversation. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table vote alter column conversation_id drop not null`.execute(db);
}
