import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';
import type { Among, Instants } from '../snapshot.store.js';

/** The last confirmation of an answer. */
export interface CheckRow {
  readonly answer_id: number;
  readonly at: Date;
  readonly by: string;
}

/** How an answer is looked after, with the keys of who does. */
export type PlanRow = Row<'verification_plan'> & { readonly person: string | null; readonly team: string | null };

/** Everything that confirms answers: versions that changed the meaning, from the day they take effect, and people who looked. */
const checks = (knownAt: Date) => sql`(
  select answer_id, effective_from as at, coalesce(reviewer, author) as "by" from answer_version
  where recorded_at <= ${knownAt} and (significance = 'MAJOR' or number = 1)
  union all
  select answer_id, at, "by" from verification where at <= ${knownAt}
) as checks`;

/** The last confirmation of each answer at two instants. */
export async function lastChecks(db: Database, { validAt, knownAt }: Instants, among: Among): Promise<CheckRow[]> {
  const { rows } = await sql<CheckRow>`
    select distinct on (answer_id) * from ${checks(knownAt)}
    where at <= ${validAt} ${among === 'all' ? sql`` : sql`and answer_id = any(${[...among]}::int[])`}
    order by answer_id, at desc`.execute(db);
  return rows;
}

/** Every confirmation of one answer that is known, oldest first; also by a version that waits for its day. */
export async function checksOf(db: Database, answerId: number, knownAt: Date): Promise<CheckRow[]> {
  const { rows } = await sql<CheckRow>`
    select * from ${checks(knownAt)} where answer_id = ${answerId} order by at`.execute(db);
  return rows;
}

/** The plan of each answer that has one, at two instants: it counts from the moment at which it was set. */
export function plansAt(db: Database, { validAt, knownAt }: Instants, among: Among): Promise<PlanRow[]> {
  return plans(db)
    .distinctOn('verification_plan.answer_id')
    .where('verification_plan.recorded_at', '<=', validAt < knownAt ? validAt : knownAt)
    .$if(among !== 'all', (query) =>
      query.where('verification_plan.answer_id', '=', sql<number>`any(${[...among]}::int[])`),
    )
    .orderBy('verification_plan.answer_id')
    .orderBy('verification_plan.number', 'desc')
    .execute();
}

/** Every plan of one answer that is known, oldest first. */
export function plansOf(db: Database, answerId: number, knownAt: Date): Promise<PlanRow[]> {
  return plans(db)
    .where('verification_plan.answer_id', '=', answerId)
    .where('verification_plan.recorded_at', '<=', knownAt)
    .orderBy('verification_plan.number')
    .execute();
}

function plans(db: Database) {
  return db
    .selectFrom('verification_plan')
    .leftJoin('person', 'person.id', 'verification_plan.verifier_person_id')
    .leftJoin('team', (join) =>
      join.on((eb) =>
        eb.or([
          eb('team.id', '=', eb.ref('verification_plan.verifier_team_id')),
          eb('team.id', '=', eb.ref('person.team_id')),
        ]),
      ),
    )
    .selectAll('verification_plan')
    .select(['person.key as person', 'team.key as team']);
}

/** The version of an answer that is in effect at an instant. */
export function versionInEffect(db: Database, answerId: number, at: Date): Promise<Row<'answer_version'> | undefined> {
  return db
    .selectFrom('answer_version')
    .selectAll()
    .where('answer_id', '=', answerId)
    .where('effective_from', '<=', at)
    .where((eb) => eb.or([eb('effective_to', 'is', null), eb('effective_to', '>', at)]))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The staff account of that key. */
export function personByKey(db: Database, key: string): Promise<Row<'person'> | undefined> {
  return db.selectFrom('person').selectAll().where('key', '=', key).executeTakeFirst();
}

export async function insertVerification(db: Database, row: NewRow<'verification'>): Promise<void> {
  await db.insertInto('verification').values(row).execute();
}

export async function insertPlan(db: Database, row: NewRow<'verification_plan'>): Promise<void> {
  await db.insertInto('verification_plan').values(row).execute();
}

/** What people said when they confirmed an answer, newest first. */
export function verificationsOf(
  db: Database,
  answerKey: string,
  until: Instants,
): Promise<(Row<'verification'> & { readonly number: number })[]> {
  return db
    .selectFrom('verification')
    .innerJoin('answer', 'answer.id', 'verification.answer_id')
    .innerJoin('answer_version', 'answer_version.id', 'verification.version_id')
    .selectAll('verification')
    .select('answer_version.number')
    .where('answer.key', '=', answerKey)
    .where('verification.at', '<=', until.validAt)
    .where('verification.at', '<=', until.knownAt)
    .orderBy('verification.id', 'desc')
    .execute();
}
