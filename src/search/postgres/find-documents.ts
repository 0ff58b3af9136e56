import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { decisive, floors, scoreParts } from '../query/rank.js';
import type { ResolvedQuery, Unit } from '../query/resolve-query.js';
import { mostFirst } from '../scan/count-facets.js';
import type { Facet, FacetName, SearchHit, SearchRequest } from '../search-engine.js';
import { exactNumber } from '../words/index-entry.js';
import { anyOf, both, exactLexeme, phraseOf, quoted, waysOf } from './stem-queries.js';

/** A hit without what the engine adds to all of them. */
export type FoundDocument = Omit<SearchHit, 'terms' | 'cursor'>;

/** One page and what was counted over all. */
export interface FoundDocuments {
  readonly hits: readonly FoundDocument[];
  readonly count: number;
  readonly facets: readonly Facet[];
}

interface Row {
  readonly count: number;
  readonly hits: readonly { readonly key: string; readonly version: number; readonly score: number }[];
  readonly facets: Readonly<Record<FacetName, Facet['counts'] | undefined>>;
}

/** A share of the documents from which on reading all of them is quicker than fetching those that are hit one by one. */
const broadShare = 0.1;

/**
 * Scores what holds at least one decisive unit. Where a document holds what is read through the index of words, which knows the places too, so that
 * no document's long columns are opened.
 */
export async function findDocuments(
  tx: Database,
  request: SearchRequest,
  query: ResolvedQuery,
  { skipped, documents }: { readonly skipped: number; readonly documents: number },
): Promise<FoundDocuments> {
  const { match, locale } = request;
  const deciding = decisive(query.units, match).filter(({ alternatives }) => alternatives.length > 0);
  if (deciding.length === 0 || (match === 'all' && query.units.some(({ alternatives }) => alternatives.length === 0)))
    return { hits: [], count: 0, facets: request.facets.map((name) => ({ name, counts: [] })) };
  const weight = query.units.reduce((sum, unit) => sum + unit.weight, 0);
  const hit = deciding.reduce((sum, unit) => sum + unit.documents, 0);
  const { rows } = await sql<Row>`
    with way (weight, value, in_head, exact, query) as (values ${sql.join(rowsOf(request, query, deciding))}),
    ${query.units.length === 1 ? heldOnce(request) : heldTogether(request, weight, hit, documents)},
    scored as materialized (
      select answer_key, version, topics, owner, audience, floor(10000 * (
        ${number(scoreParts.coverage)} * value / ${number(weight)} + ${number(scoreParts.share)} * least(1, in_head / greatest(1, question_length)::float8)
        + ${number(scoreParts.exact)} * exact) + 0.5) / 10000 as score
      from held
    ),
    found as materialized (select * from scored where score >= ${number(floors[match].ofBest)} * (select max(score) from scored))
    select (select count(*)::int from found) as count,
      (select coalesce(json_agg(hit), '[]') from (
        select answer_key as key, version, score from found order by score desc, answer_key limit ${request.first} offset ${skipped}) as hit) as hits,
      json_build_object(${sql.join(request.facets.flatMap((name) => [sql`${name}::text`, counted(name)]))}) as facets`.execute(
    tx,
  );
  const { count = 0, hits = [], facets } = rows[0] ?? {};
  return {
    hits: hits.map(({ key, version, score }) => ({ answerKey: key, version, locale, score })),
    count,
    facets: request.facets.map((name) => ({ name, counts: [...(facets?.[name] ?? [])].sort(mostFirst) })),
  };
}

const shown = sql`answer_key, version, topics, owner, audience, question_length`;

/** What each document holds of several units. */
function heldTogether(request: SearchRequest, weight: number, hit: number, documents: number): RawBuilder<unknown> {
  const { locale, match } = request;
  return sql`summed as (
      select id, sum(weight * value) as value, sum(in_head) as in_head, sum(exact) as exact
      from way, lateral (select id from search_document where words @@ way.query and locale = ${locale} offset 0) as document
      group by id having sum(weight) >= ${number(weight * floors[match].coverage - 1e-9)}
    ),
    held as (
      select value, in_head, exact, ${shown} from summed join ${source(hit, documents)} using (id)
      where ${sql.join(permitted(request), sql` and `)}
    )`;
}

/** A single unit is held in one way only, so that there is nothing to be summed up: a frequent word alone is what most documents are found by. */
function heldOnce(request: SearchRequest): RawBuilder<unknown> {
  const permittedOnes = sql.join(permitted(request), sql` and `);
  return sql`exactly as materialized (
      select id from way, lateral (select id from search_document where words @@ way.query offset 0) as document where way.exact = 1
    ),
    held as (
      select weight * value as value, in_head, (id in (select id from exactly))::int as exact, ${shown}
      from way, lateral (select id, ${shown} from search_document where words @@ way.query and ${permittedOnes} offset 0) as document
      where way.exact = 0
    )`;
}

/** The ways to hold each unit; frequent words are looked for only where a decisive unit is, and all of it only where the phrases are. */
function rowsOf(
  { text }: SearchRequest,
  { units, phrases }: ResolvedQuery,
  deciding: readonly Unit[],
): readonly RawBuilder<unknown>[] {
  const must = phrases.map(phraseOf);
  const near = [anyOf(deciding), ...must];
  const held = units.flatMap((unit) =>
    waysOf(unit).map(({ query, ...way }) => ({
      ...way,
      query: both(query, ...(deciding.includes(unit) ? must : near)),
    })),
  );
  const exactly = both(quoted(exactLexeme(exactNumber(text))), ...near);
  return [
    ...held.map(
      ({ weight, value, inHead, query }) =>
        sql`(${number(weight)}, ${number(value)}, ${inHead ? 1 : 0}::int, 0, ${query}::tsquery)`,
    ),
    sql`(0, 0, 0, 1, ${exactly}::tsquery)`,
  ];
}

/** The documents for a join with those that were hit: fetched one by one, or all read where so many are hit. */
export function source(hit: number, documents: number): RawBuilder<unknown> {
  return hit > documents * broadShare
    ? sql`(select * from search_document offset 0) as document`
    : sql`search_document`;
}

/** A number that reckons as one: a bare parameter would be taken for text. */
export function number(value: number): RawBuilder<unknown> {
  return sql`${value}::float8`;
}

function counted(name: FacetName): RawBuilder<unknown> {
  if (name !== 'topic')
    return sql`(select coalesce(json_agg(one), '[]') from (select ${sql.ref(name)} as value, count(*)::int as count from found group by 1) as one)`;
  return sql`(select coalesce(json_agg(one), '[]') from (
    select topic as value, sum(count)::int as count
    from (select topics, count(*) from found group by topics) as path, unnest(topics) as topic group by 1) as one)`;
}

/** What the asker may see and wants to see. */
export function permitted({ locale, audiences, filters }: Pick<SearchRequest, 'locale' | 'audiences' | 'filters'>) {
  const { topics, owners, scope } = filters;
  return [
    sql`locale = ${locale}`,
    sql`audience = any(${[...audiences]})`,
    ...(topics.length > 0 ? [sql`topics && ${[...topics]}::text[]`] : []),
    ...(owners.length > 0 ? [sql`owner = any(${[...owners]})`] : []),
    ...Object.entries(scope).map(([name, value]) => sql`coalesce(scope ->> ${name}, ${value}) = ${value}`),
  ];
}
