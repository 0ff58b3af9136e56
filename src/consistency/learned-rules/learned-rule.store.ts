import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow } from '../../platform/database/tables.js';
import type { LearnedRule, TaughtPair } from './learned-rule.js';

function rules(db: Database) {
  return db
    .selectFrom('learned_rule')
    .leftJoin('topic', 'topic.id', 'learned_rule.topic_id')
    .select([
      'learned_rule.id',
      'kind',
      'canonical',
      'observed',
      'topic.key as topic',
      'reason',
      'proposed_by as proposedBy',
      'proposed_at as proposedAt',
      'approved_by as approvedBy',
      'approved_at as approvedAt',
    ])
    .where('removed_at', 'is', null)
    .orderBy('learned_rule.id');
}

/** The rules that are not removed, oldest first; those that wait for a second person too. */
export function allRules(db: Database): Promise<readonly LearnedRule[]> {
  return rules(db).execute();
}

/** The rules by which cells are judged. */
export function rulesInForce(db: Database): Promise<readonly LearnedRule[]> {
  return rules(db).where('approved_at', 'is not', null).execute();
}

/** Until the transaction ends nobody else changes a rule or a label: what a dry run says stays true until its rule is kept. */
export async function lockRulesAndLabels(tx: DatabaseTransaction): Promise<void> {
  await sql`lock table learned_rule in share row exclusive mode`.execute(tx);
  await sql`lock table finding_label, audit_sample in share mode`.execute(tx);
}

export async function insertRule(tx: DatabaseTransaction, row: NewRow<'learned_rule'>): Promise<number> {
  return (await tx.insertInto('learned_rule').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export async function approveRuleRow(tx: DatabaseTransaction, id: number, by: string, at: Date): Promise<void> {
  await tx.updateTable('learned_rule').set({ approved_by: by, approved_at: at }).where('id', '=', id).execute();
}

export async function removeRuleRow(tx: DatabaseTransaction, id: number, by: string, at: Date): Promise<void> {
  await tx.updateTable('learned_rule').set({ removed_by: by, removed_at: at }).where('id', '=', id).execute();
}

/** The number of a topic; undefined = there is none of this key. */
export async function topicNumber(db: Database, key: string): Promise<number | undefined> {
  return (await db.selectFrom('topic').select('id').where('key', '=', key).executeTakeFirst())?.id;
}

/** A pair that people have called the same at least so often, with the findings and the answers they were about. */
export interface CalledTheSame extends Omit<TaughtPair, 'topic'> {
  readonly findings: readonly number[];
  readonly answers: readonly string[];
}

/** The pairs of which at least so many findings were waived or called a mistake, those with most findings first. */
export async function pairsCalledTheSame(db: Database, least: number): Promise<readonly CalledTheSame[]> {
  const { rows } = await sql<CalledTheSame>`
    select label.kind, canonical_expression as canonical, observed_expression as observed,
      array_agg(finding_id order by finding_id) as findings, array_agg(distinct probe.expects) as answers
    from finding_label as label join finding on finding.id = finding_id join probe on probe.id = finding.probe_id
    where label = 'same' and canonical_expression is not null
    group by 1, 2, 3 having count(*) >= ${least}
    order by count(*) desc, 1, 2, 3 limit 100`.execute(db);
  return rows;
}
