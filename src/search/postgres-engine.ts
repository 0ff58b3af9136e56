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
  return {
    search: (request) => search(db, request),
    index: (documents, sequence) => rewrite(db, documents, sequence),
  };
}

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

async function rewrite(db: Database, documents: readonly SearchDocument[], sequence: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const newer = await tx
      .insertInto('search_index')
      .values({ snapshot_sequence: sequence })
      .onConflict((conflict) =>
        conflict
          .column('only_row')
          .doUpdateSet({ snapshot_sequence: sequence })
          .where('search_index.snapshot_sequence', '<', sequence),
      )
      .returning('snapshot_sequence')
      .executeTakeFirst();
    if (!newer) return;
    const known = new Map(
      (await tx.selectFrom('search_document').select(['answer_key', 'locale', 'hash']).execute()).map((row) => [
        `${row.answer_key}/${row.locale}`,
        row.hash,
      ]),
    );
    const wanted = new Map(documents.map((document) => [`${document.answerKey}/${document.locale}`, document]));
    for (const name of known.keys()) if (!wanted.has(name)) await remove(tx as Database, name);
    for (const [name, document] of wanted)
      if (known.get(name) !== hashOf(document)) await put(tx as Database, document);
  });
}

async function remove(db: Database, name: string): Promise<void> {
  const [key = '', locale = ''] = name.split('/');
  await db.deleteFrom('search_document').where('answer_key', '=', key).where('locale', '=', locale).execute();
}

async function put(db: Database, document: SearchDocument): Promise<void> {
  const configuration = sql.lit(configurationOf(document.locale));
  const weighted = (text: string, weight: 'A' | 'B' | 'D') =>
    sql`setweight(to_tsvector(${configuration}::regconfig, unaccent(${text})), ${sql.lit(weight)})`;
  await sql`
    insert into search_document (answer_key, locale, audience, topic_key, title, words, hash)
    values (${document.answerKey}, ${document.locale}, ${document.audience}, ${document.topicKey}, unaccent(lower(${document.title})),
      ${weighted(document.title, 'A')} || ${weighted(document.phrasings.join('\n'), 'B')} || ${weighted(document.body, 'D')}, ${hashOf(document)})
    on conflict (answer_key, locale) do update
      set audience = excluded.audience, topic_key = excluded.topic_key, title = excluded.title, words = excluded.words, hash = excluded.hash`.execute(
    db,
  );
}

function configurationOf(locale: string): string {
  return configurations[locale.split('-')[0] ?? ''] ?? 'simple';
}

function hashOf(document: SearchDocument): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex');
}
