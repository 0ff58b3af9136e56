import { type Kysely, sql } from 'kysely';

/** The name of what each audience finds: cursors are made of it, and must not change with what their readers may not see. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table search_index add column seen jsonb not null default '{}'`.execute(db);
}
