import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import { negativesAt } from './negative.store.js';
import type { LearnedSample } from './question-sample.js';
import { learnedAt } from './question-sample.store.js';
import { thresholdsAt } from './threshold.store.js';
import type { Thresholds } from './thresholds.js';
import { type StandingValue, valuesWithOrigin } from './fact.store.js';
import { type FormulaRow, formulasAt } from './facts/formula.store.js';
import { type CheckRow, lastChecks, type PlanRow, plansAt } from './verification/verification.store.js';
import { isTakenBack } from './translations/translation.store.js';
import { isWithdrawn, withdrawnAnswers } from './withdrawals/withdrawal.store.js';

/** The instants that a read is made for: what held at `validAt`, as far as was recorded by `knownAt`. */
export interface Instants {
  readonly validAt: Date;
  readonly knownAt: Date;
}

/** Rows of the facts, from which their values are compiled. */
export interface FactRows {
  readonly facts: readonly (Row<'fact'> & { owner: string })[];
  readonly formulas: readonly FormulaRow[];
  readonly values: readonly StandingValue[];
}

/** Rows of answers, from which their published form is compiled. */
export interface AnswerRows {
  readonly answers: readonly (Row<'answer'> & { topic: string; owner: string })[];
  readonly versions: readonly Row<'answer_version'>[];
  readonly translations: readonly (Row<'translation'> & { sourceNumber: number })[];
  /** The versions that changed an answer's meaning after its first. */
  readonly majorVersions: readonly Pick<Row<'answer_version'>, 'answer_id' | 'number'>[];
  readonly phrasings: readonly Pick<Row<'phrasing'>, 'answer_id' | 'locale' | 'text'>[];
  readonly negatives: readonly Pick<Row<'negative_phrasing'>, 'answer_id' | 'locale' | 'text'>[];
  readonly retired: readonly { key: string; audience: string; redirectTo: string | null; retired_at: Date }[];
  /** The last confirmation of each answer. */
  readonly checks: readonly CheckRow[];
  readonly plans: readonly PlanRow[];
  readonly withdrawn: readonly { key: string; audience: string; since: Date }[];
}

/** Rows of teams and topics. */
export interface TopicRows {
  readonly teams: readonly Pick<Row<'team'>, 'key' | 'name'>[];
  readonly topics: readonly (Omit<Row<'topic'>, 'id'> & {
    id: number;
    owner: string;
    authority: string;
    parent: string | null;
  })[];
}

/** Rows of everything published, from which a snapshot is compiled. */
export interface SnapshotRows extends TopicRows, AnswerRows, FactRows {
  readonly thresholds: ReadonlyMap<string, Thresholds>;
  readonly learned: ReadonlyMap<string, LearnedSample>;
  readonly nextChangeAt: Date | null;
}

/** Reads all published rows in one consistent view of the database. */
export function readSnapshotRows(db: Database, at: Instants): Promise<SnapshotRows> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => snapshotRowsWithin(tx, at));
}

/** The same within a transaction, which sees what it has itself written. */
export async function snapshotRowsWithin(tx: DatabaseTransaction, at: Instants): Promise<SnapshotRows> {
  return {
    ...(await readTopicRows(tx, at)),
    ...(await readAnswerRows(tx, at, 'all')),
    ...(await readFactRows(tx, at)),
    thresholds: await thresholdsAt(tx, at.knownAt),
    learned: await learnedAt(tx, at.knownAt),
    nextChangeAt: await nextChange(tx, at),
  };
}

/** Reads the teams and topics. */
export async function readTopicRows(db: Database, at: Instants): Promise<TopicRows> {
  return {
    teams: await db.selectFrom('team').select(['key', 'name']).orderBy('key').execute(),
    topics: await topics(db, at),
  };
}

/** Which answers are read: all, or those of the ids. */
export type Among = 'all' | readonly number[];

/** Reads what answers are compiled from. */
export async function readAnswerRows(db: Database, at: Instants, among: Among): Promise<AnswerRows> {
  return {
    answers: await answers(db, at, among),
    versions: await versions(db, at, among),
    translations: await translations(db, at, among),
    majorVersions: await majorVersions(db, at, among),
    phrasings: await phrasings(db, at, among),
    negatives: await negativesAt(db, at, among),
    retired: await retired(db, at, among),
    checks: await lastChecks(db, at, among),
    plans: await plansAt(db, at, among),
    withdrawn: await withdrawnAnswers(db, at, among),
  };
}

/** Reads what the facts' values at two instants are compiled from. */
export async function readFactRows(db: Database, at: Instants): Promise<FactRows> {
  return { facts: await facts(db, at), formulas: await formulasAt(db, at), values: await values(db, at) };
}

function topics(db: Database, { knownAt }: Instants) {
  return db
    .selectFrom('topic')
    .innerJoin('team as owner_team', 'owner_team.id', 'topic.owner_team_id')
    .innerJoin('team as authority_team', 'authority_team.id', 'topic.authority_team_id')
    .leftJoin('topic as parent_topic', 'parent_topic.id', 'topic.parent_id')
    .selectAll('topic')
    .select(['owner_team.key as owner', 'authority_team.key as authority', 'parent_topic.key as parent'])
    .where('topic.recorded_at', '<=', knownAt)
    .orderBy('topic.id')
    .execute();
}

function answers(db: Database, at: Instants, among: Among) {
  const { knownAt } = at;
  return db
    .selectFrom('answer')
    .innerJoin('topic', 'topic.id', 'answer.topic_id')
    .innerJoin('team', 'team.id', 'answer.owner_team_id')
    .selectAll('answer')
    .select(['topic.key as topic', 'team.key as owner'])
    .where('answer.recorded_at', '<=', knownAt)
    .where((eb) => eb.or([eb('answer.retired_at', 'is', null), eb('answer.retired_at', '>', knownAt)]))
    .where(({ not, exists }) => not(exists(isWithdrawn(db, at))))
    .$if(among !== 'all', (query) => query.where('answer.id', '=', anyOf(among)))
    .orderBy('answer.key', (order) => order.collate('C'))
    .execute();
}

/** The highest version of each answer that is in effect: a later one with a later date waits for its day. */
function versions(db: Database, { validAt, knownAt }: Instants, among: Among) {
  return db
    .selectFrom('answer_version')
    .selectAll()
    .distinctOn('answer_id')
    .where('recorded_at', '<=', knownAt)
    .where('effective_from', '<=', validAt)
    .where((eb) => eb.or([eb('effective_to', 'is', null), eb('effective_to', '>', validAt)]))
    .$if(among !== 'all', (query) => query.where('answer_id', '=', anyOf(among)))
    .orderBy('answer_id')
    .orderBy('number', 'desc')
    .execute();
}

function translations(db: Database, { validAt, knownAt }: Instants, among: Among) {
  return db
    .selectFrom('translation')
    .innerJoin('answer_version', 'answer_version.id', 'translation.source_version_id')
    .selectAll('translation')
    .select('answer_version.number as sourceNumber')
    .distinctOn(['translation.answer_id', 'translation.locale'])
    .where('translation.recorded_at', '<=', knownAt)
    .where('answer_version.effective_from', '<=', validAt)
    .where(({ not, exists }) => not(exists(isTakenBack(db, knownAt))))
    .$if(among !== 'all', (query) => query.where('translation.answer_id', '=', anyOf(among)))
    .orderBy('translation.answer_id')
    .orderBy('translation.locale')
    .orderBy('translation.id', 'desc')
    .execute();
}

function majorVersions(db: Database, { knownAt }: Instants, among: Among) {
  return db
    .selectFrom('answer_version')
    .select(['answer_id', 'number'])
    .where('recorded_at', '<=', knownAt)
    .where('significance', '=', 'MAJOR')
    .where('number', '>', 1)
    .$if(among !== 'all', (query) => query.where('answer_id', '=', anyOf(among)))
    .execute();
}

function phrasings(db: Database, { knownAt }: Instants, among: Among) {
  return db
    .selectFrom('phrasing')
    .select(['answer_id', 'locale', 'text'])
    .where('added_at', '<=', knownAt)
    .where((eb) => eb.or([eb('removed_at', 'is', null), eb('removed_at', '>', knownAt)]))
    .$if(among !== 'all', (query) => query.where('answer_id', '=', anyOf(among)))
    .orderBy('id')
    .execute();
}

function retired(db: Database, { knownAt }: Instants, among: Among) {
  return db
    .selectFrom('answer')
    .leftJoin('retirement', (join) =>
      join.onRef('retirement.answer_id', '=', 'answer.id').on('retirement.state', '=', 'RETIRED'),
    )
    .leftJoin('answer as target', 'target.id', 'retirement.redirect_to')
    .select(['answer.key', 'answer.audience', 'target.key as redirectTo'])
    .select((eb) => eb.ref('answer.retired_at').$notNull().as('retired_at'))
    .where('answer.retired_at', '<=', knownAt)
    .$if(among !== 'all', (query) => query.where('answer.id', '=', anyOf(among)))
    .orderBy('answer.key', (order) => order.collate('C'))
    .execute();
}

function facts(db: Database, { knownAt }: Instants) {
  return db
    .selectFrom('fact')
    .innerJoin('team', 'team.id', 'fact.owner_team_id')
    .selectAll('fact')
    .select('team.key as owner')
    .where('fact.recorded_at', '<=', knownAt)
    .orderBy('fact.key')
    .execute();
}

function values(db: Database, { validAt, knownAt }: Instants) {
  return valuesWithOrigin(db)
    .where('fact_value.recorded_at', '<=', knownAt)
    .where((eb) => eb.or([eb('fact_value.retracted_at', 'is', null), eb('fact_value.retracted_at', '>', knownAt)]))
    .where('fact_value.valid_from', '<=', validAt)
    .where((eb) => eb.or([eb('fact_value.valid_to', 'is', null), eb('fact_value.valid_to', '>', validAt)]))
    .orderBy('fact_value.id')
    .execute();
}

/** The first instant after `validAt` at which something recorded begins or ends. */
export async function nextChange(db: Database, { validAt, knownAt }: Instants): Promise<Date | null> {
  const known = sql`recorded_at <= ${knownAt}`;
  const standing = sql`${known} and (retracted_at is null or retracted_at > ${knownAt})`;
  const { rows } = await sql<{ at: Date | null }>`
    select least(
      (select min(redacted_at) from answer_version where redacted_at > ${validAt}),
      (select min(effective_from) from answer_version where effective_from > ${validAt} and ${known}),
      (select min(effective_to) from answer_version where effective_to > ${validAt} and ${known}),
      (select min(valid_from) from fact_value where valid_from > ${validAt} and ${standing}),
      (select min(valid_to) from fact_value where valid_to > ${validAt} and ${standing}),
      (select min(at) from verification where at > ${validAt} and at <= ${knownAt}),
      (select min(recorded_at) from verification_plan where recorded_at > ${validAt} and ${known}),
      (select min(valid_from) from fact_formula where valid_from > ${validAt} and ${known})
    ) as at`.execute(db);
  return rows[0]?.at ?? null;
}

/** The newest switch of the published state, or undefined before the first. */
export function latestSwitch(db: Database): Promise<Row<'snapshot_switch'> | undefined> {
  return db.selectFrom('snapshot_switch').selectAll().orderBy('sequence', 'desc').limit(1).executeTakeFirst();
}

/** The switch that was the newest at an instant, or undefined before the first. */
export function switchBy(db: Database, at: Date): Promise<Row<'snapshot_switch'> | undefined> {
  return db
    .selectFrom('snapshot_switch')
    .selectAll()
    .where('moment', '<=', at)
    .orderBy('moment', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The switch of that number. */
export function switchOf(db: Database, sequence: number): Promise<Row<'snapshot_switch'> | undefined> {
  return db.selectFrom('snapshot_switch').selectAll().where('sequence', '=', sequence).executeTakeFirst();
}

export async function insertSwitch(db: Database, row: Row<'snapshot_switch'>): Promise<void> {
  await db.insertInto('snapshot_switch').values(row).execute();
}

function anyOf(among: Among) {
  return sql<number>`any(${[...among]}::int[])`;
}
