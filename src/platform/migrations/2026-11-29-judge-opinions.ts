import { type Kysely, sql } from 'kysely';

/** What the judge holds of pairs of texts, so that each is asked about once. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table judge_opinion (
      cell_key text primary key,
      judge text not null,
      sweep_id int references sweep on delete set null,
      label text check (label in ('same', 'subset', 'superset', 'disagrees', 'immaterial')),
      canonical_quote text not null,
      observed_quote text not null,
      at timestamptz not null
    )`.execute(db);
  await sql`create index judge_opinion_sweep on judge_opinion (sweep_id)`.execute(db);
}
