import { type Kysely, sql } from 'kysely';

/** Retirements by two people, and what lets a past saying be found: the question of a mail, and what was asked in conversations. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table retirement (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      redirect_to int references answer check (redirect_to <> answer_id),
      reason text not null check (reason <> ''),
      state text not null check (state in ('PROPOSED', 'RETIRED', 'DECLINED')),
      proposed_by text not null,
      proposed_at timestamptz not null,
      decided_by text,
      decided_at timestamptz,
      check ((state = 'PROPOSED') = (decided_at is null)),
      check (state <> 'RETIRED' or decided_by <> proposed_by)
    )`.execute(db);
  await sql`create unique index retirement_once on retirement (answer_id) where state <> 'DECLINED'`.execute(db);
  await sql`create index fact_value_of_fact on fact_value (fact_id)`.execute(db);
  await sql`alter table mail add column question text, add column locale text`.execute(db);
  // Hash indexes: a question may be longer than a b-tree holds.
  await sql`create index mail_asked on mail using hash (lower(btrim(question, ' ?!.¿¡؟')))`.execute(db);
  await sql`
    create index activity_asked on activity using hash (lower(btrim(activity->>'text', ' ?!.¿¡؟')))
      where activity->'from'->>'role' = 'user'`.execute(db);
}
