import { type Kysely, sql } from 'kysely';

/** Texts that do not ask for an answer, dated as phrasings are. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table negative_phrasing (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      locale text not null,
      text text not null check (text <> ''),
      added_by text not null,
      added_at timestamptz not null,
      removed_by text,
      removed_at timestamptz check (removed_at >= added_at),
      check ((removed_at is null) = (removed_by is null))
    )`.execute(db);
  await sql`
    create unique index negative_phrasing_once on negative_phrasing (answer_id, locale, text) where removed_at is null`.execute(
    db,
  );
  for (const column of ['added_at', 'removed_at'])
    await sql`create index ${sql.id(`negative_phrasing_${column}`)} on negative_phrasing (${sql.ref(column)})`.execute(
      db,
    );
}
