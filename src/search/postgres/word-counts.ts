import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { variantsOf } from '../words/edits.js';

/** By how much the number of documents that hold a word changes; by locale and audience, so that nobody learns of words he may not read. */
export class WordCounts {
  readonly changes = new Map<
    string,
    { locale: string; audience: string; word: string; stem: string; documents: number }
  >();

  /** Counts the words of a document that came. */
  add(locale: string, audience: string, words: ReadonlyMap<string, string>): void {
    for (const [word, stem] of words) this.#change({ locale, audience, word, stem }, 1);
  }

  /** Counts the words of a document that went; their stems are known already. */
  take(locale: string, audience: string, words: readonly string[]): void {
    for (const word of words) this.#change({ locale, audience, word, stem: '' }, -1);
  }

  #change(name: { locale: string; audience: string; word: string; stem: string }, by: number): void {
    const key = `${name.locale}/${name.audience}/${name.word}`;
    const known = this.changes.get(key);
    if (!known) this.changes.set(key, { ...name, documents: by });
    else {
      known.documents += by;
      known.stem ||= name.stem;
    }
  }
}

const wordsAtOnce = 500;

/** Carries the changes over into the index's dictionary; a word that no document holds any more goes. */
export async function writeWordCounts(tx: Database, { changes }: WordCounts): Promise<void> {
  const changed = [...changes.values()].filter(({ documents }) => documents !== 0);
  for (let start = 0; start < changed.length; start += wordsAtOnce) {
    const rows = changed.slice(start, start + wordsAtOnce).map((row) => ({ ...row, variants: variantsOf(row.word) }));
    await sql`
      insert into search_word (locale, word, audience, stem, variants, documents)
      select locale, word, audience, stem, variants, documents
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
        locale text, word text, audience text, stem text, variants text[], documents int)
      on conflict (locale, word, audience) do update set documents = search_word.documents + excluded.documents`.execute(
      tx,
    );
  }
  if (changed.some(({ documents }) => documents < 0))
    await tx.deleteFrom('search_word').where('documents', '<=', 0).execute();
}
