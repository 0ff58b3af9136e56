import { type Kysely, sql } from 'kysely';

/** Who looks when whether an answer is still true, what they found, and how the lint of texts is set. All of it is added to and never changed. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table verification (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      version_id int not null references answer_version,
      by text not null,
      at timestamptz not null,
      note text not null default '',
      due_at timestamptz not null check (due_at > at)
    )`.execute(db);
  await sql`create index verification_answer on verification (answer_id, at)`.execute(db);
  await sql`create index verification_at on verification (at)`.execute(db);
  await sql`
    create table verification_plan (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      number int not null check (number > 0),
      every_days int not null check (every_days between 1 and 3650),
      verifier_person_id int references person,
      verifier_team_id int references team,
      overdue_policy text not null check (overdue_policy in ('HEDGE', 'WITHDRAW', 'REMIND')),
      set_by text not null,
      recorded_at timestamptz not null,
      unique (answer_id, number),
      check (verifier_person_id is null or verifier_team_id is null)
    )`.execute(db);
  await sql`create index verification_plan_recorded on verification_plan (recorded_at)`.execute(db);
  await sql`
    create table lint_setting (
      number int primary key check (number > 0),
      weights jsonb not null,
      retired_terms jsonb not null,
      set_by text not null,
      set_at timestamptz not null
    )`.execute(db);
  for (const table of ['verification', 'verification_plan', 'lint_setting'])
    await sql`create trigger immutable before update or delete on ${sql.table(table)} for each row execute function refuse_change()`.execute(
      db,
    );
}
