import { type Kysely, sql } from 'kysely';

/** What the second search engine was told to do and how it ended: written down before anybody is told, so that a crash leaves no task unwatched. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table search_task (
      id int primary key generated always as identity,
      prefix text not null,
      task_uid int not null,
      snapshot_sequence int not null,
      begun_at timestamptz not null default now(),
      ending text check (ending in ('succeeded', 'failed', 'canceled', 'lost')),
      ended_at timestamptz,
      error text
    )`.execute(db);
  await sql`create index search_task_open on search_task (prefix, id) where ending is null`.execute(db);
}
