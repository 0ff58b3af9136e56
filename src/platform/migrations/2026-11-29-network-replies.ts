import { type Kysely, sql } from 'kysely';

/**
 * How the bot's words get to the networks: which conversation is held where, up to where its words have gone, and which never arrived. And the
 * desk's list of conversations in which people are called.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table network_conversation (
      conversation_id text primary key references conversation on delete cascade,
      reference jsonb not null,
      sent_up_to int not null,
      sending int,
      asked int not null default 1,
      attempts int not null default 0,
      due_at timestamptz,
      not_before timestamptz,
      held_until timestamptz,
      hold int not null default 0
    )`.execute(db);
  await sql`
    create index network_conversation_due on network_conversation (due_at) where due_at is not null`.execute(db);
  await sql`alter table conversation add column called_at timestamptz`.execute(db);
  await sql`update conversation set called_at = created_at where state->>'person' is not null`.execute(db);
  await sql`
    create index conversation_person on conversation (called_at)
    where ended_at is null and state->>'person' is not null`.execute(db);
  await sql`
    create table undelivered_reply (
      conversation_id text not null references conversation on delete cascade,
      position int not null,
      outcome text not null check (outcome in ('REFUSED', 'UNKNOWN')),
      reason text not null,
      at timestamptz not null,
      primary key (conversation_id, position)
    )`.execute(db);
}
