import { type Kysely, sql } from 'kysely';

/** What the postgres search engine looks through: one row per answer and locale, rewritten when the published state switches. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table search_document (
      answer_key text not null,
      locale text not null,
      audience text not null,
      topic_key text not null,
      title text not null,
      words tsvector not null,
      hash text not null,
      primary key (answer_key, locale)
    )`.execute(db);
  await sql`create index search_document_words on search_document using gin (words)`.execute(db);
  await sql`create index search_document_title on search_document using gin (title gin_trgm_ops)`.execute(db);
  await sql`
    create table search_index (
      only_row boolean primary key default true check (only_row),
      snapshot_sequence int not null
    )`.execute(db);
}
