import { type Kysely, sql } from 'kysely';

/** Where the words of a search document stand is told by its index of words, so that ranking opens no document; it is filled from the published state. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`truncate search_document, search_word, search_index`.execute(db);
  await sql`alter table search_document drop column head, drop column said, drop column exact`.execute(db);
}
