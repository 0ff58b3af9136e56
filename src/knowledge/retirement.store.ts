import type { Database } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';

/** A proposal that nobody has decided on, with the key it leads to; locked until the transaction ends. */
export function lockOpenRetirement(db: Database, answerId: number) {
  return db
    .selectFrom('retirement')
    .leftJoin('answer as target', 'target.id', 'retirement.redirect_to')
    .selectAll('retirement')
    .select('target.key as redirectTo')
    .where('retirement.answer_id', '=', answerId)
    .where('retirement.state', '=', 'PROPOSED')
    .forUpdate('retirement')
    .executeTakeFirst();
}

/** The proposal that is open for an answer, or the one that was carried out. */
export function retirementOf(db: Database, answerKey: string) {
  return db
    .selectFrom('retirement')
    .innerJoin('answer', 'answer.id', 'retirement.answer_id')
    .leftJoin('answer as target', 'target.id', 'retirement.redirect_to')
    .selectAll('retirement')
    .select(['answer.key as answerKey', 'target.key as redirectTo'])
    .where('answer.key', '=', answerKey)
    .where('retirement.state', '!=', 'DECLINED')
    .executeTakeFirst();
}

export function insertRetirement(db: Database, row: NewRow<'retirement'>): Promise<Row<'retirement'>> {
  return db.insertInto('retirement').values(row).returningAll().executeTakeFirstOrThrow();
}

export function decideRetirement(
  db: Database,
  id: number,
  decision: { readonly state: 'RETIRED' | 'DECLINED'; readonly by: string; readonly at: Date },
): Promise<Row<'retirement'>> {
  return db
    .updateTable('retirement')
    .set({ state: decision.state, decided_by: decision.by, decided_at: decision.at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function endAnswer(db: Database, answerId: number, at: Date): Promise<void> {
  await db.updateTable('answer').set({ retired_at: at }).where('id', '=', answerId).execute();
}
