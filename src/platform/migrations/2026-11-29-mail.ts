import { type Kysely, sql } from 'kysely';

/** Edits of a template told apart, what became of each attempt to deliver a mail, and the mails that came in. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table template add column edit int not null default 1`.execute(db);
  await sql`
    alter table mail
      add column receipts text[],
      add column attempts int not null default 0,
      add column attempted_at timestamptz,
      add column failure text`.execute(db);
  await sql`create index mail_failed on mail (id desc) where state = 'FAILED'`.execute(db);
  await sql`
    create table mail_inquiry (
      id int generated always as identity primary key,
      number text not null unique,
      fingerprint text not null unique,
      return_path text not null,
      sender text not null,
      subject text not null,
      question text not null,
      locale text not null,
      message_id text,
      thread text[] not null,
      automatic text,
      received_at timestamptz not null,
      outcome text check (outcome in ('ANSWERED', 'PASSED_ON', 'NO_ANSWER', 'NOT_A_QUESTION')),
      closed_at timestamptz,
      closed_by text,
      check ((outcome is null) = (closed_at is null)),
      check ((outcome is null) = (closed_by is null))
    )`.execute(db);
  await sql`create index mail_inquiry_open on mail_inquiry (id desc) where closed_at is null`.execute(db);
  await sql`create index mail_inquiry_kept_since on mail_inquiry (coalesce(closed_at, received_at))`.execute(db);
  await sql`create index mail_inquiry_return_path on mail_inquiry (return_path, received_at)`.execute(db);
}
