import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { type LabelledPair, labelledPairFrom, type LabelledRow } from './labelled-pair.js';

const labelled = sql`
  select sample.id::text as id, null::int as finding, month, sample.sweep_id as sweep, channel_key as channel, sample.question, sample.locale,
    probe.expects, canonical, observed, state, null as kind, null as "canonicalExpression", null as "observedExpression", label, note,
    labelled_by as "labelledBy", labelled_at as "labelledAt"
  from audit_sample as sample join probe on probe.id = probe_id
  where label is not null
  union all
  select 'finding-' || finding.id, finding.id, to_char(labelled_at at time zone 'UTC', 'YYYY-MM'), sweep_id, channel_key, label.question, label.locale,
    probe.expects, canonical, observed, label.state, label.kind, canonical_expression, observed_expression, label, note,
    labelled_by, labelled_at
  from finding_label as label join finding on finding.id = finding_id join probe on probe.id = finding.probe_id`;

/** One page of the pairs that a person has labelled or decided on, oldest first. */
export async function pageOfLabelledPairs(
  db: Database,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly LabelledPair[]; readonly total: number }> {
  const { rows } = await sql<LabelledRow>`
    select * from (${labelled}) as pair order by "labelledAt", finding nulls first, length(id), id
    limit ${limit} offset ${offset}`.execute(db);
  const counted = await sql<{ total: number }>`select count(*)::int as total from (${labelled}) as pair`.execute(db);
  return { rows: rows.map(labelledPairFrom), total: counted.rows[0]?.total ?? 0 };
}

/** The newest pairs, at most so many, newest first. */
export async function newestLabelledPairs(db: Database, most: number): Promise<readonly LabelledPair[]> {
  const { rows } = await sql<LabelledRow>`
    select * from (${labelled}) as pair order by "labelledAt" desc, finding nulls first, length(id), id
    limit ${most}`.execute(db);
  return rows.map(labelledPairFrom);
}
