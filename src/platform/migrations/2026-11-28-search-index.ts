import { type Kysely, sql } from 'kysely';

/** The postgres search engine's index anew: words as our own analysis cuts them, and which documents hold them; it is filled from the published state. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`drop table search_document, search_index`.execute(db);
  // What ranking reads of each hit stays in the row; what is read of few or only through an index moves out of it.
  await sql`
    create table search_document (
      id int generated always as identity primary key,
      locale text collate "C" not null,
      answer_key text collate "C" not null,
      version int not null,
      audience text not null,
      topics text[] not null,
      owner text not null,
      scope jsonb not null,
      head tsvector not null,
      said tsvector not null,
      words tsvector not null,
      vocabulary text[] not null,
      question_length int not null,
      exact int[] not null,
      hash text not null,
      unique (locale, answer_key)
    ) with (toast_tuple_target = 128)`.execute(db);
  await sql`
    alter table search_document
      alter column answer_key set storage main, alter column topics set storage main, alter column owner set storage main,
      alter column scope set storage main, alter column head set storage main, alter column said set storage main,
      alter column exact set storage main, alter column hash set storage main`.execute(db);
  await sql`create index search_document_words on search_document using gin (words)`.execute(db);
  await sql`
    create table search_word (
      locale text collate "C" not null,
      word text collate "C" not null,
      audience text not null,
      stem text collate "C" not null,
      variants text[] not null,
      documents int not null,
      primary key (locale, word, audience)
    )`.execute(db);
  await sql`create index search_word_stem on search_word (locale, stem)`.execute(db);
  await sql`create index search_word_letters on search_word using gin (word gin_trgm_ops)`.execute(db);
  await sql`create index search_word_variants on search_word using gin (variants)`.execute(db);
  await sql`
    create table search_index (
      only_row boolean primary key default true check (only_row),
      snapshot_sequence int not null,
      generation text not null,
      documents jsonb not null,
      synonyms jsonb not null
    )`.execute(db);
}
