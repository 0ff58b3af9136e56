import { type Kysely, sql } from 'kysely';

/** Trained models under the hash of what they were trained on, and the pointer that every node follows. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table model (
      input_hash text primary key,
      model_id text not null,
      matcher_version text not null,
      artefact bytea not null,
      created_at timestamptz not null
    )`.execute(db);
  await sql`
    create table model_pointer (
      locale text not null,
      audience text not null,
      input_hash text not null references model,
      model_id text not null,
      snapshot_sequence int not null,
      switched_at timestamptz not null,
      primary key (locale, audience)
    )`.execute(db);
}
