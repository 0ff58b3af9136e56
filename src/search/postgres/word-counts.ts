import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { variantsOf } from '../words/edits.js';

/** Of a word: its stem, empty as long as it is not known, and by how much the number of documents that hold it changes. */
interface Change {
  stem: string;
  documents: number;
}

/** By how much the number of documents that hold a word changes; by locale and audience, so that nobody learns of words he may not read. */
export class WordCounts {
  readonly #readers = new Map<string, { locale: string; audience: string; changes: Map<string, Change> }>();

  /** Counts the words of a document that came. */
  add(locale: string, audience: string, words: ReadonlyMap<string, string>): void {
    const changes = this.#changesFor(locale, audience);
    for (const [word, stem] of words) count(changes, word, stem, 1);
  }

  /** Counts the words of a document that went; their stems are known already. */
  take(locale: string, audience: string, words: readonly string[]): void {
    const changes = this.#changesFor(locale, audience);
    for (const word of words) count(changes, word, '', -1);
  }

  /** The words whose number is another now. */
  *changed() {
    for (const { locale, audience, changes } of this.#readers.values())
      for (const [word, change] of changes)
        if (change.documents !== 0) yield { locale, audience, word, stem: change.stem, documents: change.documents };
  }

  #changesFor(locale: string, audience: string): Map<string, Change> {
    const name = `${locale}/${audience}`;
    const reader = this.#readers.get(name) ?? { locale, audience, changes: new Map() };
    this.#readers.set(name, reader);
    return reader.changes;
  }
}

function count(changes: Map<string, Change>, word: string, stem: string, by: number): void {
  const known = changes.get(word);
  if (!known) changes.set(word, { stem, documents: by });
  else {
    known.documents += by;
    known.stem ||= stem;
  }
}

const wordsAtOnce = 500;

/** Carries the changes over into the index's dictionary; a word that no document holds any more goes. */
export async function writeWordCounts(tx: Database, counts: WordCounts): Promise<void> {
  const changed = [...counts.changed()];
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
