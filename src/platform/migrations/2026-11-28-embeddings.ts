import { type Kysely, sql } from 'kysely';

/** Vectors of texts, the models that read them, and the one switch that says whether these are served. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table embedding_vector (
      version text not null,
      text_hash bytea not null,
      vector bytea not null,
      kept_until timestamptz,
      primary key (version, text_hash)
    )`.execute(db);
  await sql`create index embedding_vector_kept_until on embedding_vector (kept_until) where kept_until is not null`.execute(
    db,
  );
  await sql`
    create table embedding_pointer (
      locale text not null,
      audience text not null,
      version text not null,
      input_hash text not null references model,
      model_id text not null,
      snapshot_sequence int not null,
      switched_at timestamptz not null,
      primary key (locale, audience)
    )`.execute(db);
  await sql`
    create table embedding_switch (
      id smallint primary key default 1 check (id = 1),
      version text not null,
      in_use boolean not null,
      good_probes int not null,
      failed_probes int not null,
      reports int not null,
      reported_at timestamptz,
      probed_at timestamptz not null,
      switched_at timestamptz not null
    )`.execute(db);
}
