import { type Kysely, sql } from 'kysely';

/** Suggestions of edits and of new answers, with where they came from and what became of them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table suggestion (
      id int generated always as identity primary key,
      answer_id int references answer,
      topic_id int not null references topic,
      based_on int,
      question text,
      title text,
      body text,
      short text,
      reason text not null check (reason <> ''),
      origin text not null check (origin in ('STAFF', 'COMMUNITY')),
      source_url text check (origin = 'STAFF' or source_url is not null),
      suggested_by text not null,
      suggested_at timestamptz not null,
      state text not null check (state in ('OPEN', 'ACCEPTED', 'DECLINED')),
      decided_by text,
      decided_at timestamptz,
      decision_note text not null default '',
      draft_key text,
      check ((state = 'OPEN') = (decided_at is null)),
      check (coalesce(question, title, body, short) is not null)
    )`.execute(db);
  await sql`create index suggestion_queue on suggestion (state, topic_id)`.execute(db);
  await sql`create index suggestion_by on suggestion (suggested_by, id)`.execute(db);
}
