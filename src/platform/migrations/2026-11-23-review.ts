import { type Kysely, sql } from 'kysely';

/** What reviewing leaves behind: comments on a draft, experts' fact checks, and whether anyone has read a machine's translation. */
export async function up(db: Kysely<never>): Promise<void> {
  // A draft's row goes when it is published; what was said of it stays, and must not be taken for the next draft's.
  await sql`alter table draft add column id int generated always as identity unique`.execute(db);
  await sql`
    create table draft_comment (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      draft_id int not null,
      edit int not null check (edit > 0),
      field text not null check (field in ('question', 'title', 'body', 'short')),
      start_at int not null check (start_at >= 0),
      quote text not null check (quote <> ''),
      text text not null check (text <> ''),
      author text not null,
      at timestamptz not null,
      resolved_by text,
      resolved_at timestamptz
    )`.execute(db);
  await sql`create index draft_comment_draft on draft_comment (draft_id)`.execute(db);
  await sql`
    create table fact_check (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      draft_id int not null,
      edit int not null check (edit > 0),
      words_hash text not null,
      name text not null,
      email text not null,
      requested_by text not null,
      requested_at timestamptz not null,
      expires_at timestamptz not null check (expires_at > requested_at),
      verdict text check (verdict in ('CONFIRMED', 'DOUBTED')),
      note text not null default '',
      decided_at timestamptz,
      check ((verdict is null) = (decided_at is null))
    )`.execute(db);
  await sql`create index fact_check_draft on fact_check (draft_id)`.execute(db);
  await sql`alter table translation add column machine boolean not null default false`.execute(db);
}
