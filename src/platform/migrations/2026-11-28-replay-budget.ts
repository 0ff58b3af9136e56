import { type Kysely, sql } from 'kysely';

/** How much a release may change for those who ask; rows are added and never changed, and the last one holds. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table replay_budget (
      version int primary key check (version > 0),
      other_answer double precision not null check (other_answer between 0 and 100),
      newly_unanswered double precision not null check (newly_unanswered between 0 and 100),
      days int not null check (days > 0),
      fewest int not null check (fewest > 0),
      set_by text not null,
      set_at timestamptz not null
    )`.execute(db);
}
