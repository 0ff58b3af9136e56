import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { decisive, floors, scoreParts } from '../query/rank.js';
import type { ResolvedQuery } from '../query/resolve-query.js';
import { mostFirst } from '../scan/count-facets.js';
import type { Facet, FacetName, SearchHit, SearchRequest } from '../search-engine.js';
import { exactNumber } from '../words/index-entry.js';
import { anyOf, body, head, phraseOf, said, waysOf } from './stem-queries.js';

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

/**
 * Scores what holds at least one decisive unit. Each way to hold a unit is read through the index of words, which tells that a document holds it
 * without opening the document's long columns; where it stands is read from the short ones.
 */
export async function findDocuments(
  tx: Database,
  request: SearchRequest,
  query: ResolvedQuery,
  skipped: number,
): Promise<FoundDocuments> {
  const { match, locale } = request;
  const deciding = decisive(query.units, match).filter(({ alternatives }) => alternatives.length > 0);
  const ways = waysOf(query.units);
  if (deciding.length === 0 || (match === 'all' && query.units.some(({ alternatives }) => alternatives.length === 0)))
    return { hits: [], count: 0, facets: request.facets.map((name) => ({ name, counts: [] })) };
  const weight = query.units.reduce((sum, unit) => sum + unit.weight, 0);
  const allowed = [...permitted(request), ...query.phrases.map((phrase) => sql`words @@ ${phraseOf(phrase)}::tsquery`)];
  const { rows } = await sql<Row>`
    with way (unit, weight, worth, query, place) as (values ${sql.join(
      ways.map(
        (way) =>
          sql`(${way.unit}::int, ${way.weight}::float8, ${way.worth}::float8, ${way.query}::tsquery, ${way.place}::tsquery)`,
      ),
    )}),
    candidate as materialized (
      select id from search_document where words @@ ${anyOf(deciding)}::tsquery and ${sql.join(allowed, sql` and `)}
    ),
    held as (
      select id, unit, way.weight, max(worth * case when head @@ place then ${number(head)} when said @@ place then ${number(said)} else ${number(body)} end) as value,
        bool_or(head @@ place) as in_head
      from way, lateral (select id, head, said from search_document where words @@ way.query and locale = ${locale}) as document
      where id in (select id from candidate)
      group by id, unit, way.weight
    ),
    summed as (
      select id, sum(weight * value) as value, count(*) filter (where in_head) as in_head
      from held group by id having sum(weight) >= ${number(weight * floors[match].coverage - 1e-9)}
    ),
    scored as materialized (
      select answer_key, version, topics, owner, audience, round((
        ${number(scoreParts.coverage)} * value / ${number(weight)} + ${number(scoreParts.share)} * least(1, in_head / greatest(1, question_length)::float8)
        + case when ${exactNumber(request.text)}::int = any(exact) then ${number(scoreParts.exact)} else 0 end)::numeric, 4)::float8 as score
      from summed join search_document using (id)
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

/** A number that reckons as one: a bare parameter would be taken for text. */
export function number(value: number): RawBuilder<unknown> {
  return sql`${value}::float8`;
}

function counted(name: FacetName): RawBuilder<unknown> {
  const values = { topic: sql`unnest(topics)`, owner: sql`owner`, audience: sql`audience` }[name];
  return sql`(select coalesce(json_agg(one), '[]') from (select ${values} as value, count(*)::int as count from found group by 1) as one)`;
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
