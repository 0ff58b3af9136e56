import { type Kysely, sql } from 'kysely';

/** What people ask: one row a question, a partition a month, and one partition for whatever no month was made for, so that nothing is refused. */
export async function up(db: Kysely<never>): Promise<void> {
  // Partitions have a schema of their own: they are storage, and no table that anything else reads.
  await sql`create schema if not exists partitions`.execute(db);
  await sql`create sequence inquiry_id as bigint`.execute(db);
  // No foreign keys: a question outlives the conversation, which may be deleted as personal data.
  await sql`
    create table inquiry (
      id bigint not null default nextval('inquiry_id'),
      at timestamptz not null,
      channel_key text not null,
      locale text not null,
      audience text not null,
      scope jsonb not null,
      conversation_id text,
      turn text,
      question text not null check (question <> ''),
      question_key text not null,
      previous_answer text,
      outcome text not null check (outcome in ('ANSWERED', 'CHOICES', 'NO_ANSWER')),
      answer_key text,
      version int,
      choices text[] not null,
      confidence real not null check (confidence between 0 and 1),
      snapshot_sequence int not null,
      model_id text not null,
      picked text,
      picked_at timestamptz,
      primary key (id, at),
      check ((outcome = 'ANSWERED') = (answer_key is not null)),
      check ((answer_key is null) = (version is null)),
      check ((outcome = 'CHOICES') = (cardinality(choices) > 0)),
      check ((picked is null) = (picked_at is null)),
      check (picked is null or picked = any (choices))
    ) partition by range (at)`.execute(db);
  await sql`alter sequence inquiry_id owned by inquiry.id`.execute(db);
  await sql`create index inquiry_turn on inquiry (conversation_id, turn)`.execute(db);
  await sql`create index inquiry_window on inquiry (locale, at)`.execute(db);
  await sql`create table partitions.inquiry_rest partition of inquiry default`.execute(db);
}
