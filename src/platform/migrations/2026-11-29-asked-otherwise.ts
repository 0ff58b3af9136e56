import { type Kysely, sql } from 'kysely';

/** What bots did when a sweep put its questions in other words. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table asked_otherwise (
      sweep_id int not null references sweep on delete cascade,
      probe_id int not null references probe,
      channel_key text not null references channel,
      position int not null,
      words text not null check (words <> ''),
      outcome text not null check (outcome in ('SAID', 'OFFERED', 'OTHER', 'SILENT', 'FAILED')),
      answer_key text,
      made_of text not null,
      at timestamptz not null,
      primary key (sweep_id, probe_id, channel_key, position)
    )`.execute(db);
  await sql`create index asked_otherwise_cell on asked_otherwise (probe_id, channel_key, sweep_id desc)`.execute(db);
}
