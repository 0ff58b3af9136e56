import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { SearchDocument, SearchEngine, SearchHit, SearchRequest } from './search-engine.js';

/** PostgreSQL's own stemmers by language; a language without one is searched by whole words. */
const configurations: Readonly<Record<string, string>> = {
  en: 'english',
  de: 'german',
  es: 'spanish',
  fr: 'french',
  nl: 'dutch',
  ar: 'arabic',
  it: 'italian',
  pt: 'portuguese',
};

/** A title this alike is a hit even when no word is spelled right. */
const leastSimilarity = 0.35;

/** Full text with any word counting, ranked by how well and how rarely the words fit, and trigrams on the title for misspelt words. */
export function postgresEngine(db: Database): SearchEngine {
  let written: Written | null = null;
  return {
    search: (request) => search(db, request),
    index: async (documents, sequence) => {
      if (await rewrite(db, documents, sequence, written)) written = { sequence, documents };
    },
  };
}

/** What this process wrote last: as long as the index stands there, only documents that are other objects are looked at. */
interface Written {
  readonly sequence: number;
  readonly documents: readonly SearchDocument[];
}

/** So many documents are written by one statement. */
const documentsAtOnce = 100;

async function search(db: Database, request: SearchRequest) {
  const configuration = sql.lit(configurationOf(request.locale));
  const query = sql`replace(plainto_tsquery(${configuration}::regconfig, unaccent(${request.text}))::text, '&', '|')::tsquery`;
  const { rows } = await sql<SearchHit & { total: number }>`
    with asked as (select ${query} as query, unaccent(lower(${request.text})) as text),
    found as (
      select answer_key, locale,
        ts_rank_cd('{0.1, 0.3, 0.6, 1.0}', words, asked.query, 1) + 0.6 * word_similarity(asked.text, title) as score
      from search_document, asked
      where locale = ${request.locale}
        and audience = any(${[...request.audiences]})
        and (${request.topic}::text is null or topic_key = ${request.topic} or topic_key like ${`${request.topic ?? ''}.`} || '%')
        and (words @@ asked.query or word_similarity(asked.text, title) >= ${leastSimilarity})
    )
    select answer_key as "answerKey", locale, score, count(*) over ()::int as total
    from found order by round(score::numeric, 6) desc, answer_key limit ${request.limit} offset ${request.offset}`.execute(
    db,
  );
  return {
    hits: rows.map(({ answerKey, locale, score }) => ({ answerKey, locale, score })),
    total: rows[0]?.total ?? 0,
  };
}

/** Whether the index holds the documents now; it does not when it stood for a newer snapshot already. */
function rewrite(
  db: Database,
  documents: readonly SearchDocument[],
  sequence: number,
  written: Written | null,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await sql`insert into search_index (snapshot_sequence) values (0) on conflict do nothing`.execute(tx);
    const index = await tx.selectFrom('search_index').select('snapshot_sequence').forUpdate().executeTakeFirstOrThrow();
    if (index.snapshot_sequence >= sequence) return false;
    await tx.updateTable('search_index').set({ snapshot_sequence: sequence }).execute();
    const { gone, changed } =
      written?.sequence === index.snapshot_sequence
        ? differenceOf(written.documents, documents)
        : await differenceFromIndex(tx, documents);
    for (const names of chunks(gone)) await remove(tx, names);
    for (const some of chunks(changed)) await put(tx, some);
    return true;
  });
}

interface Difference {
  readonly gone: readonly DocumentName[];
  readonly changed: readonly SearchDocument[];
}

type DocumentName = Pick<SearchDocument, 'answerKey' | 'locale'>;

function differenceOf(before: readonly SearchDocument[], now: readonly SearchDocument[]): Difference {
  const [known, kept] = [new Set(before), new Set(now)];
  const names = new Set(now.map(nameOf));
  return {
    gone: before.filter((document) => !kept.has(document) && !names.has(nameOf(document))),
    changed: now.filter((document) => !known.has(document)),
  };
}

async function differenceFromIndex(tx: Database, now: readonly SearchDocument[]): Promise<Difference> {
  const rows = await tx.selectFrom('search_document').select(['answer_key as answerKey', 'locale', 'hash']).execute();
  const known = new Map(rows.map((row) => [nameOf(row), row.hash]));
  const names = new Set(now.map(nameOf));
  return {
    gone: rows.filter((row) => !names.has(nameOf(row))),
    changed: now.filter((document) => known.get(nameOf(document)) !== hashOf(document)),
  };
}

function nameOf({ answerKey, locale }: DocumentName): string {
  return `${answerKey}/${locale}`;
}

function chunks<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / documentsAtOnce) }, (_, i) =>
    all.slice(i * documentsAtOnce, (i + 1) * documentsAtOnce),
  );
}

async function remove(tx: Database, names: readonly DocumentName[]): Promise<void> {
  const rows = names.map(({ answerKey, locale }) => sql`(${answerKey}, ${locale})`);
  await sql`delete from search_document where (answer_key, locale) in (${sql.join(rows)})`.execute(tx);
}

async function put(tx: Database, documents: readonly SearchDocument[]): Promise<void> {
  await sql`
    insert into search_document (answer_key, locale, audience, topic_key, title, words, hash)
    values ${sql.join(documents.map(rowOf))}
    on conflict (answer_key, locale) do update
      set audience = excluded.audience, topic_key = excluded.topic_key, title = excluded.title, words = excluded.words, hash = excluded.hash`.execute(
    tx,
  );
}

function rowOf(document: SearchDocument) {
  const configuration = sql.lit(configurationOf(document.locale));
  const weighted = (text: string, weight: 'A' | 'B' | 'D') =>
    sql`setweight(to_tsvector(${configuration}::regconfig, unaccent(${text})), ${sql.lit(weight)})`;
  return sql`(${document.answerKey}, ${document.locale}, ${document.audience}, ${document.topicKey}, unaccent(lower(${document.title})),
    ${weighted(document.title, 'A')} || ${weighted(document.phrasings.join('\n'), 'B')} || ${weighted(document.body, 'D')}, ${hashOf(document)})`;
}

function configurationOf(locale: string): string {
  return configurations[locale.split('-')[0] ?? ''] ?? 'simple';
}

function hashOf(document: SearchDocument): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex');
}
