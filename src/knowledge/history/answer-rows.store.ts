import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { embedsIn } from '../embeds.js';
import { type StandingValue, valuesWithOrigin } from '../fact.store.js';
import { type FormulaRow, formulasKnown } from '../facts/formula.store.js';
import type { SnapshotRows } from '../snapshot.store.js';
import { withdrawalsOf } from '../withdrawals/withdrawal.store.js';
import { type CheckRow, checksOf, type PlanRow, plansOf } from '../verification/verification.store.js';

/** All that was ever recorded of one answer and of the facts that its texts name, as far as it was known at an instant. */
export interface AnswerRows {
  readonly answer: SnapshotRows['answers'][number];
  readonly redirectTo: string | null;
  readonly versions: readonly Row<'answer_version'>[];
  readonly translations: readonly (SnapshotRows['translations'][number] & { readonly removedAt: Date | null })[];
  readonly withdrawals: readonly Row<'withdrawal'>[];
  /** The facts that its texts name, and those that they are derived from. */
  readonly facts: SnapshotRows['facts'];
  readonly formulas: readonly FormulaRow[];
  readonly values: readonly StandingValue[];
  /** Every confirmation, and every plan for them, oldest first. */
  readonly checks: readonly CheckRow[];
  readonly plans: readonly PlanRow[];
}

/** Reads them in one consistent view of the database, or in the caller's transaction; null when there is no such answer. */
export function readAnswerRows(db: Database, key: string, knownAt: Date): Promise<AnswerRows | null> {
  // A transaction in one cannot be opened, and what a sweep has just found is to be seen by nobody before it is weighed.
  if (db.isTransaction) return rowsOf(db, key, knownAt);
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => rowsOf(tx, key, knownAt));
}

async function rowsOf(db: Database, key: string, knownAt: Date): Promise<AnswerRows | null> {
  const answer = await answerRow(db, key);
  if (!answer) return null;
  const versions = await versionRows(db, answer.id, knownAt);
  const translations = await translationRows(db, answer.id, knownAt);
  const words = [...versions, ...translations].flatMap((row) => [row.question, row.title, row.body, row.short]);
  const named = new Set(embedsIn(words.join('\n')).map((embed) => embed.key));
  const formulas = formulasBehind(await formulasKnown(db, knownAt), named);
  const facts = await factRows(db, [...named]);
  const values = await valueRows(
    db,
    facts.map(({ id }) => id),
    knownAt,
  );
  const checks = await checksOf(db, answer.id, knownAt);
  const plans = await plansOf(db, answer.id, knownAt);
  const withdrawals = (await withdrawalsOf(db, answer.id)).filter(({ begun_at }) => begun_at <= knownAt);
  const { redirectTo } = answer;
  return { answer, redirectTo, versions, translations, withdrawals, facts, formulas, values, checks, plans };
}

/** For each instant the first switch at or after it, up to `until`; each switch once, oldest first. */
export async function switchesAfter(
  db: Database,
  instants: readonly Date[],
  until: Date,
): Promise<readonly Pick<Row<'snapshot_switch'>, 'sequence' | 'moment'>[]> {
  if (instants.length === 0) return [];
  const { rows } = await sql<{ sequence: number; moment: Date }>`
    select distinct struck.sequence, struck.moment
    from unnest(${instants.map((at) => at.toISOString())}::timestamptz[]) as change (at)
    cross join lateral (
      select sequence, moment from snapshot_switch where moment >= change.at order by moment limit 1
    ) as struck
    where struck.moment <= ${until} order by struck.sequence`.execute(db);
  return rows;
}

/** The formulas of the facts, and of those that they are reckoned from, whose keys are added. */
function formulasBehind(all: readonly FormulaRow[], keys: Set<string>): readonly FormulaRow[] {
  const byFact = Map.groupBy(all, (formula) => formula.factKey);
  const found: FormulaRow[] = [];
  // A set that grows while it is walked is walked to its new end.
  for (const key of keys)
    for (const formula of byFact.get(key) ?? []) {
      found.push(formula);
      for (const input of Object.values(formula.inputs)) keys.add(input);
    }
  return found;
}

function answerRow(db: Database, key: string) {
  return db
    .selectFrom('answer')
    .innerJoin('topic', 'topic.id', 'answer.topic_id')
    .innerJoin('team', 'team.id', 'answer.owner_team_id')
    .leftJoin('retirement', (join) =>
      join.onRef('retirement.answer_id', '=', 'answer.id').on('retirement.state', '=', 'RETIRED'),
    )
    .leftJoin('answer as target', 'target.id', 'retirement.redirect_to')
    .selectAll('answer')
    .select(['topic.key as topic', 'team.key as owner', 'target.key as redirectTo'])
    .where('answer.key', '=', key)
    .executeTakeFirst();
}

function versionRows(db: Database, answerId: number, knownAt: Date) {
  return db
    .selectFrom('answer_version')
    .selectAll()
    .where('answer_id', '=', answerId)
    .where('recorded_at', '<=', knownAt)
    .orderBy('number')
    .execute();
}

function translationRows(db: Database, answerId: number, knownAt: Date) {
  return db
    .selectFrom('translation')
    .innerJoin('answer_version', 'answer_version.id', 'translation.source_version_id')
    .leftJoin('translation_removal', 'translation_removal.translation_id', 'translation.id')
    .selectAll('translation')
    .select(['answer_version.number as sourceNumber', 'translation_removal.removed_at as removedAt'])
    .where('translation.answer_id', '=', answerId)
    .where('translation.recorded_at', '<=', knownAt)
    .orderBy('translation.id')
    .execute();
}

function factRows(db: Database, keys: readonly string[]): Promise<AnswerRows['facts'][number][]> {
  if (keys.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('fact')
    .innerJoin('team', 'team.id', 'fact.owner_team_id')
    .selectAll('fact')
    .select('team.key as owner')
    .where('fact.key', 'in', [...keys])
    .execute();
}

function valueRows(db: Database, factIds: readonly number[], knownAt: Date): Promise<StandingValue[]> {
  if (factIds.length === 0) return Promise.resolve([]);
  return valuesWithOrigin(db)
    .where('fact_value.fact_id', 'in', [...factIds])
    .where('fact_value.recorded_at', '<=', knownAt)
    .orderBy('fact_value.id')
    .execute();
}
