import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';

/** Every working copy of an answer that is not retired, with the answer's key and scope, in key order. */
export function draftsWithScope(db: Database) {
  return db
    .selectFrom('draft')
    .innerJoin('answer', 'answer.id', 'draft.answer_id')
    .select(['answer.key', 'answer.scope', 'draft.question', 'draft.title', 'draft.body', 'draft.short'])
    .where('answer.retired_at', 'is', null)
    .orderBy('answer.key')
    .execute();
}

/** What was dismissed between an answer and any other. */
export function dismissalsOf(db: Database, answerId: number): Promise<Row<'duplicate_dismissal'>[]> {
  return db
    .selectFrom('duplicate_dismissal')
    .selectAll()
    .where((where) => where.or([where('answer_id', '=', answerId), where('other_id', '=', answerId)]))
    .execute();
}

/** Keeps dismissals; one that is there already stays as it is. */
export async function insertDismissals(db: Database, rows: readonly NewRow<'duplicate_dismissal'>[]): Promise<void> {
  await db
    .insertInto('duplicate_dismissal')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
