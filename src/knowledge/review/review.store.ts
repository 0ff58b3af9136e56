import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';

export function insertComment(db: Database, row: NewRow<'draft_comment'>): Promise<Row<'draft_comment'>> {
  return db.insertInto('draft_comment').values(row).returningAll().executeTakeFirstOrThrow();
}

/** A comment with its answer, locked until the transaction ends. */
export function lockComment(db: Database, id: number) {
  return db
    .selectFrom('draft_comment')
    .innerJoin('answer', 'answer.id', 'draft_comment.answer_id')
    .selectAll('draft_comment')
    .select(['answer.key as answerKey', 'answer.topic_id as topicId'])
    .where('draft_comment.id', '=', id)
    .forUpdate('draft_comment')
    .executeTakeFirst();
}

export function endComment(db: Database, id: number, by: string, at: Date): Promise<Row<'draft_comment'>> {
  return db
    .updateTable('draft_comment')
    .set({ resolved_by: by, resolved_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The comments on the draft that an answer has now, oldest first. */
export function commentsOnDraft(db: Database, answerKey: string): Promise<Row<'draft_comment'>[]> {
  return db
    .selectFrom('draft_comment')
    .innerJoin('draft', 'draft.id', 'draft_comment.draft_id')
    .innerJoin('answer', 'answer.id', 'draft.answer_id')
    .selectAll('draft_comment')
    .where('answer.key', '=', answerKey)
    .orderBy('draft_comment.id')
    .execute();
}

/** Every step in the life of an answer, oldest first. */
export function transitionsOf(db: Database, answerKey: string): Promise<Row<'draft_transition'>[]> {
  return db
    .selectFrom('draft_transition')
    .innerJoin('answer', 'answer.id', 'draft_transition.answer_id')
    .selectAll('draft_transition')
    .where('answer.key', '=', answerKey)
    .orderBy('draft_transition.id')
    .execute();
}

export function insertFactCheck(db: Database, row: NewRow<'fact_check'>): Promise<Row<'fact_check'>> {
  return db.insertInto('fact_check').values(row).returningAll().executeTakeFirstOrThrow();
}

/** The fact checks of the draft that an answer has now, oldest first. */
export function factChecksOfDraft(db: Database, answerId: number): Promise<Row<'fact_check'>[]> {
  return db
    .selectFrom('fact_check')
    .innerJoin('draft', 'draft.id', 'fact_check.draft_id')
    .selectAll('fact_check')
    .where('draft.answer_id', '=', answerId)
    .orderBy('fact_check.id')
    .execute();
}

/** A fact check with its answer and with the draft it was asked about, if that is still there. */
export function factCheckWithDraft(db: Database, id: number) {
  return db
    .selectFrom('fact_check')
    .innerJoin('answer', 'answer.id', 'fact_check.answer_id')
    .leftJoin('draft', 'draft.id', 'fact_check.draft_id')
    .leftJoin('person', 'person.key', 'fact_check.requested_by')
    .selectAll('fact_check')
    .select(['answer.key as answerKey', 'answer.scope', 'answer.retired_at', 'person.name as asker'])
    .select(['draft.question', 'draft.title', 'draft.body', 'draft.short', 'draft.change_note'])
    .where('fact_check.id', '=', id)
    .executeTakeFirst();
}

/** Writes the verdict once: the row comes back only to the call that wrote it. */
export function decideFactCheck(
  db: Database,
  id: number,
  decision: { readonly verdict: string; readonly note: string; readonly at: Date },
): Promise<Row<'fact_check'> | undefined> {
  return db
    .updateTable('fact_check')
    .set({ verdict: decision.verdict, note: decision.note, decided_at: decision.at })
    .where('id', '=', id)
    .where('verdict', 'is', null)
    .returningAll()
    .executeTakeFirst();
}
