import { type Kysely, sql } from 'kysely';

/**
 * What became of texts that agents sent when they were held against the answer of then. There is no column for a person, nor for the whole text:
 * only the words on which it deviates are kept, without personal data.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table agent_text (
      id int generated always as identity primary key,
      team_id int not null references team,
      answer_id int not null references answer,
      version int not null,
      state text not null check (state in ('SAME', 'CONTRADICTS', 'INCOMPLETE', 'EXTRA')),
      deviations jsonb not null check (jsonb_typeof(deviations) = 'array'),
      sent_at timestamptz not null,
      digest bytea not null,
      unique (team_id, answer_id, sent_at, digest)
    )`.execute(db);
  await sql`create index agent_text_sent on agent_text (sent_at)`.execute(db);
}
