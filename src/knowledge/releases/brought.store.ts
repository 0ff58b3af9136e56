import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';

/** The versions that a release gave to answers. */
export async function versionsBrought(
  db: Database,
  releaseId: number,
): Promise<{ answer: string; number: number; effectiveFrom: Date }[]> {
  const { rows } = await sql<{ answer: string; number: number; effectiveFrom: Date }>`
    select answer.key as answer, version.number, version.effective_from as "effectiveFrom"
    from release_item as item
    join answer on answer.id = item.answer_id
    join answer_version as version on version.answer_id = answer.id and version.number = (item.done->>'version')::int
    where item.release_id = ${releaseId} and item.kind = 'ANSWER'`.execute(db);
  return rows;
}

/** The statements that a release published, each with the values that its fact got in that switch; without a value where it took one back or derives the fact. */
export async function statementsBrought(db: Database, releaseId: number): Promise<StatementBrought[]> {
  const { rows } = await sql<StatementBrought>`
    select fact.key as fact, statement.kind, statement.valid_from as "validFrom",
      value.id as value, value.scope, value.valid_from as "valueFrom"
    from release_item as item
    join release on release.id = item.release_id
    join fact_statement as statement on statement.id = item.statement_id
    join fact on fact.id = statement.fact_id
    left join fact_value as value on statement.kind in ('VALUE', 'VALUES') and value.fact_id = fact.id
      and value.recorded_at = release.published_at and value.continues is null
    where item.release_id = ${releaseId} and item.kind = 'FACT'
    order by fact.key, value.id`.execute(db);
  return rows;
}

/** A statement with one of its values. */
export interface StatementBrought {
  readonly fact: string;
  readonly kind: string;
  readonly validFrom: Date;
  readonly value: number | null;
  readonly scope: Record<string, string> | null;
  readonly valueFrom: Date | null;
}

/** The keys of the answers of which any version ever showed one of the facts. */
export async function everShowing(db: Database, facts: readonly string[]): Promise<readonly string[]> {
  if (facts.length === 0) return [];
  const embeds = facts.flatMap((key) => [`{{fact:${key}}}`, `{{fact:${key}#`]);
  const { rows } = await sql<{ key: string }>`
    select distinct answer.key
    from answer_version as version join answer on answer.id = version.answer_id
    join unnest(${embeds}::text[]) as embed (words)
      on strpos(concat_ws(' ', version.question, version.title, version.body, version.short), embed.words) > 0`.execute(
    db,
  );
  return rows.map(({ key }) => key);
}
