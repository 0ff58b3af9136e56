import { type ExpressionBuilder, sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row, Tables } from '../../platform/database/tables.js';
import type { Instants } from '../snapshot.store.js';

/** Why an answer is not given for now: two people took it back, nobody verified it in time, or a release was rolled back. */
export type WithdrawalKind = 'EMERGENCY' | 'OVERDUE' | 'ROLLBACK';

/** How a withdrawal ends: by whom, when that is recorded, and from when on the answer is given again. */
export interface WithdrawalEnd {
  readonly by: string;
  readonly at: Date;
  /** The day on which the version that ends it takes effect; `at` when not given. */
  readonly givenFrom?: Date;
  /** Only withdrawals of this kind; all when not given. */
  readonly kind?: WithdrawalKind;
}

/** Begins a withdrawal; within the switch from which on nobody is given the answer. Of each kind one can stand. */
export function insertWithdrawal(
  tx: Database,
  row: Omit<NewRow<'withdrawal'>, 'kind' | 'ended_by' | 'ended_at' | 'given_from'> & { readonly kind: WithdrawalKind },
): Promise<Row<'withdrawal'>> {
  return tx.insertInto('withdrawal').values(row).returningAll().executeTakeFirstOrThrow();
}

/** Ends the withdrawals of an answer that have no end yet, and gives them; none = it was not withdrawn. */
export function endWithdrawal(tx: Database, answerId: number, end: WithdrawalEnd): Promise<Row<'withdrawal'>[]> {
  const { by, at, givenFrom = at, kind } = end;
  return tx
    .updateTable('withdrawal')
    .set({ ended_by: by, ended_at: at, given_from: givenFrom })
    .where('answer_id', '=', answerId)
    .where('ended_at', 'is', null)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .returningAll()
    .execute();
}

/** The oldest withdrawal of an answer, of one kind or of any, that has no end yet. */
export function standingWithdrawal(
  db: Database,
  answerId: number,
  kind?: WithdrawalKind,
): Promise<Row<'withdrawal'> | undefined> {
  return db
    .selectFrom('withdrawal')
    .selectAll()
    .where('answer_id', '=', answerId)
    .where('ended_at', 'is', null)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** Every withdrawal that an answer ever had, oldest first. */
export function withdrawalsOf(db: Database, answerId: number): Promise<Row<'withdrawal'>[]> {
  return db.selectFrom('withdrawal').selectAll().where('answer_id', '=', answerId).orderBy('id').execute();
}

/** Withdrawals of `answer` that stand at two instants, as far as it was known; to be asked within a query of answers. */
export function isWithdrawn(db: Database, at: Instants) {
  return db
    .selectFrom('withdrawal')
    .select(sql`1`.as('one'))
    .whereRef('withdrawal.answer_id', '=', sql.ref('answer.id'))
    .where((eb) => stands(eb, at));
}

/** The answers that are withdrawn at two instants, with the moment since when; of one whose first version waits for its day nobody may hear. */
export function withdrawnAnswers(db: Database, at: Instants, among: 'all' | readonly number[]) {
  return db
    .selectFrom('answer')
    .innerJoin('withdrawal', 'withdrawal.answer_id', 'answer.id')
    .select(['answer.key', 'answer.audience'])
    .select((eb) => eb.fn.min('withdrawal.begun_at').as('since'))
    .where((eb) => eb.or([eb('answer.retired_at', 'is', null), eb('answer.retired_at', '>', at.knownAt)]))
    .where((eb) => stands(eb, at))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('answer_version')
          .select(sql`1`.as('one'))
          .whereRef('answer_version.answer_id', '=', 'answer.id')
          .where('answer_version.recorded_at', '<=', at.knownAt)
          .where('answer_version.effective_from', '<=', at.validAt),
      ),
    )
    .$if(among !== 'all', (query) => query.where('answer.id', '=', sql<number>`any(${[...among]}::int[])`))
    .groupBy('answer.id')
    .orderBy('answer.key', (order) => order.collate('C'))
    .execute();
}

/** An end that is known counts from the day on which the answer is given again. */
function stands(eb: ExpressionBuilder<Pick<Tables, 'withdrawal'>, 'withdrawal'>, { validAt, knownAt }: Instants) {
  return eb.and([
    eb('withdrawal.begun_at', '<=', knownAt),
    eb.or([
      eb('withdrawal.ended_at', 'is', null),
      eb('withdrawal.ended_at', '>', knownAt),
      eb('withdrawal.given_from', '>', validAt),
    ]),
  ]);
}
