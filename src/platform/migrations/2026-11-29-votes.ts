import { type Kysely, sql } from 'kysely';

/** Whether an answer helped: the last word of each conversation on each thing that was told in it. */
export async function up(db: Kysely<never>): Promise<void> {
  // No foreign keys: a vote outlives the conversation, which may be deleted as personal data.
  await sql`
    create table vote (
      id bigint generated always as identity primary key,
      conversation_id text not null,
      receipt_code text not null,
      answer_key text not null,
      version int not null check (version > 0),
      locale text not null,
      channel_key text not null,
      helpful boolean not null,
      at timestamptz not null,
      unique (conversation_id, receipt_code)
    )`.execute(db);
  await sql`create index vote_answer on vote (answer_key, version)`.execute(db);
  await sql`create index delivery_conversation on delivery (conversation_id, receipt_code)`.execute(db);
}
