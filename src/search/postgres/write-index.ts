import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { documentHash, forEachInTurn, generationId, generationIds } from '../generation.js';
import type { IndexBuild, SearchDocument, SearchEngine } from '../search-engine.js';
import { indexEntry } from '../words/index-entry.js';
import { rowOf } from './document-row.js';
import { WordCounts, writeWordCounts } from './word-counts.js';

/** The rules by which documents are taken apart: another number writes all of them anew. */
const rules = 'postgres-2';

/** So many documents are written by one statement. */
const documentsAtOnce = 100;

/** Keeps the index equal to the last build, one transaction each; what did not change is not touched. */
export function indexWriter(db: Database): SearchEngine['index'] {
  let written: Written | null = null;
  return async (build) => {
    await forEachInTurn(build.documents, documentHash);
    const generation = generationId(rules, build);
    const done = await db.transaction().execute((tx) => write(tx, build, generation, written));
    if (!done) return;
    const hashes = hashesOf(build.documents);
    if (generation !== written?.generation)
      await tidy(db, changesBetween(written?.hashes, hashes) > hashes.size * muchChanged);
    written = { generation, hashes };
  };
}

/** From this share of changed documents on PostgreSQL's statistics say too little of them; its own upkeep sees to fewer. */
const muchChanged = 0.5;

/** Sorts what was written into the indexes, which readers would else look through one by one, and tells the planner of what is much. */
async function tidy(db: Database, much: boolean): Promise<void> {
  await sql`
    select gin_clean_pending_list(name::regclass)
    from unnest(array['search_document_words', 'search_word_letters', 'search_word_variants']) as name`.execute(db);
  if (much) await sql`analyze search_document, search_word`.execute(db);
}

function changesBetween(before: ReadonlyMap<string, string> | undefined, after: ReadonlyMap<string, string>): number {
  return [...after].filter(([name, hash]) => before?.get(name) !== hash).length;
}

/** What this process wrote last: as long as the index stands there, its rows need not be read. */
interface Written {
  readonly generation: string;
  readonly hashes: ReadonlyMap<string, string>;
}

/** Whether the index holds the build now; it does not when it stood for a newer snapshot already. */
async function write(tx: Database, build: IndexBuild, generation: string, written: Written | null): Promise<boolean> {
  await sql`insert into search_index (snapshot_sequence, generation, documents, synonyms) values (-1, '', '{}', '[]') on conflict do nothing`.execute(
    tx,
  );
  const index = await tx
    .selectFrom('search_index')
    .select(['snapshot_sequence', 'generation'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (index.snapshot_sequence > build.sequence) return false;
  await sql`
    update search_index set snapshot_sequence = ${build.sequence}, generation = ${generation},
      seen = ${JSON.stringify(generationIds(rules, build))}::jsonb,
      documents = ${JSON.stringify(countsOf(build.documents))}::jsonb, synonyms = ${JSON.stringify(build.synonyms)}::jsonb`.execute(
    tx,
  );
  if (index.generation === generation) return true;
  const known = written?.generation === index.generation ? written.hashes : await hashesInIndex(tx);
  await replace(tx, build.documents, known);
  return true;
}

async function replace(
  tx: Database,
  documents: readonly SearchDocument[],
  known: ReadonlyMap<string, string>,
): Promise<void> {
  const hashes = hashesOf(documents);
  const words = new WordCounts();
  const gone = [...known].filter(([name, hash]) => hashes.get(name) !== hash).map(([name]) => name);
  for (const names of chunks(gone)) await remove(tx, names, words);
  const added = documents.filter((document) => known.get(nameOf(document)) !== hashes.get(nameOf(document)));
  for (const some of chunks(added)) await put(tx, some, words);
  await writeWordCounts(tx, words);
}

async function hashesInIndex(tx: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('search_document').select(['answer_key as answerKey', 'locale', 'hash']).execute();
  return new Map(rows.map((row) => [nameOf(row), row.hash]));
}

function hashesOf(documents: readonly SearchDocument[]): ReadonlyMap<string, string> {
  return new Map(documents.map((document) => [nameOf(document), `${rules}:${documentHash(document)}`]));
}

function nameOf({ answerKey, locale }: Pick<SearchDocument, 'answerKey' | 'locale'>): string {
  return `${locale}/${answerKey}`;
}

function countsOf(documents: readonly SearchDocument[]): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { locale, audience } of documents) {
    const byAudience = (counts[locale] ??= {});
    byAudience[audience] = (byAudience[audience] ?? 0) + 1;
  }
  return counts;
}

function chunks<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / documentsAtOnce) }, (_, i) =>
    all.slice(i * documentsAtOnce, (i + 1) * documentsAtOnce),
  );
}

async function remove(tx: Database, names: readonly string[], words: WordCounts): Promise<void> {
  const { rows } = await sql<{ locale: string; audience: string; vocabulary: readonly string[] }>`
    delete from search_document where
      (locale, answer_key) in (select split_part(name, '/', 1), substr(name, strpos(name, '/') + 1) from unnest(${[...names]}::text[]) as name)
    returning locale, audience, vocabulary`.execute(tx);
  for (const { locale, audience, vocabulary } of rows) words.take(locale, audience, vocabulary);
}

async function put(tx: Database, documents: readonly SearchDocument[], words: WordCounts): Promise<void> {
  const rows: ReturnType<typeof rowOf>[] = [];
  await forEachInTurn(documents, (document) => {
    const entry = indexEntry(document);
    words.add(document.locale, document.audience, entry.words);
    rows.push(rowOf(entry, `${rules}:${documentHash(document)}`));
  });
  await sql`
    insert into search_document
      (locale, answer_key, version, audience, topics, owner, scope, words, vocabulary, question_length, hash)
    select locale, answer_key, version, audience, topics, owner, scope, words, vocabulary, question_length, hash
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      locale text, answer_key text, version int, audience text, topics text[], owner text, scope jsonb,
      words tsvector, vocabulary text[], question_length int, hash text)`.execute(tx);
}
