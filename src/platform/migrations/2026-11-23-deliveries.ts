import { type Kysely, sql } from 'kysely';

/** Who was told what and when, and the notices that correct it. */
export async function up(db: Kysely<never>): Promise<void> {
  // No foreign keys: a delivery outlives the conversation and the mail, which may be deleted as personal data.
  await sql`
    create table delivery (
      id bigint generated always as identity primary key,
      receipt_code text not null,
      answer_key text not null,
      version int not null check (version > 0),
      locale text not null,
      content_hash text not null,
      fact_value_ids bigint[] not null,
      channel_key text not null,
      conversation_id text,
      mail_id int,
      at timestamptz not null,
      check (num_nonnulls(conversation_id, mail_id) = 1)
    )`.execute(db);
  await sql`create index delivery_fact_values on delivery using gin (fact_value_ids)`.execute(db);
  await sql`create index delivery_answer on delivery (answer_key, version, at)`.execute(db);
  await sql`
    create table correction (
      id int generated always as identity primary key,
      edit int not null check (edit > 0),
      state text not null check (state in ('PREPARED', 'SENDING', 'SENT', 'CANCELLED')),
      answer_key text,
      fact_key text,
      snapshot_sequence int not null,
      told_since timestamptz not null,
      reason text not null check (reason <> ''),
      still_standing int not null,
      prepared_by text not null,
      prepared_at timestamptz not null,
      decided_by text,
      decided_at timestamptz,
      sent_at timestamptz,
      check (num_nonnulls(answer_key, fact_key) = 1),
      check ((state = 'PREPARED') = (decided_at is null)),
      check ((state = 'SENT') = (sent_at is not null))
    )`.execute(db);
  await sql`
    create unique index correction_open on correction (coalesce('answer/' || answer_key, 'fact/' || fact_key))
    where state in ('PREPARED', 'SENDING')`.execute(db);
  await sql`
    create table correction_recipient (
      id int generated always as identity primary key,
      correction_id int not null references correction,
      channel_key text not null,
      conversation_id text,
      mail_id int,
      locale text not null,
      told jsonb not null,
      state text not null check (state in ('WAITING', 'SENT', 'UNREACHABLE', 'SKIPPED', 'FAILED')),
      note text,
      done_at timestamptz,
      check (num_nonnulls(conversation_id, mail_id) = 1)
    )`.execute(db);
  await sql`create index correction_recipient_state on correction_recipient (correction_id, state, id)`.execute(db);
}
