import { type Kysely, sql } from 'kysely';

/** E-mail templates and mails, bot conversations, and the keys that sign receipts. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table template (
      key text not null,
      locale text not null,
      subject text not null,
      source text not null,
      html text not null,
      text text not null,
      updated_at timestamptz not null,
      primary key (key, locale)
    )`.execute(db);
  await sql`
    create table mail (
      id int generated always as identity primary key,
      idempotency_key text unique,
      template_key text not null,
      recipient text not null,
      answers text[] not null,
      message_id text not null unique,
      raw bytea not null,
      state text not null check (state in ('QUEUED', 'SENT', 'FAILED')),
      queued_at timestamptz not null,
      sent_at timestamptz
    )`.execute(db);
  await sql`
    create table conversation (
      id text primary key,
      channel_key text not null,
      user_id text not null,
      locale text not null,
      state jsonb not null,
      next_activity int not null,
      created_at timestamptz not null,
      ended_at timestamptz
    )`.execute(db);
  await sql`
    create table activity (
      conversation_id text not null references conversation on delete cascade,
      position int not null,
      activity jsonb not null,
      at timestamptz not null,
      primary key (conversation_id, position)
    )`.execute(db);
  await sql`
    create table signing_key (
      key_id text primary key,
      private_jwk jsonb not null,
      public_jwk jsonb not null,
      created_at timestamptz not null
    )`.execute(db);
}
