import { type Kysely, sql } from 'kysely';

/** What this database is for, so that a demo whose loading was cut short is begun anew and never served half. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table installation (
      only_row boolean primary key default true check (only_row),
      demo text not null check (demo in ('LOADING', 'LOADED'))
    )`.execute(db);
}
