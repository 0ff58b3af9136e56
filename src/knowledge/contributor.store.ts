import type { Database } from '../platform/database/database.js';

/** Notes that somebody wrote in the draft that an answer has now. */
export async function noteContributor(db: Database, answerKey: string, person: string, at: Date): Promise<void> {
  await db
    .insertInto('draft_contributor')
    .columns(['draft_id', 'person', 'first_at', 'last_at'])
    .expression((eb) =>
      eb
        .selectFrom('draft')
        .innerJoin('answer', 'answer.id', 'draft.answer_id')
        .select((row) => [
          'draft.id',
          row.val(person).as('person'),
          row.val(at).as('first_at'),
          row.val(at).as('last_at'),
        ])
        .where('answer.key', '=', answerKey),
    )
    .onConflict((conflict) => conflict.columns(['draft_id', 'person']).doUpdateSet({ last_at: at }))
    .execute();
}

/** Everybody who wrote in the draft that an answer has now, in the order in which they came to it. */
export async function contributorsTo(db: Database, answerKey: string): Promise<string[]> {
  const rows = await db
    .selectFrom('draft_contributor')
    .innerJoin('draft', 'draft.id', 'draft_contributor.draft_id')
    .innerJoin('answer', 'answer.id', 'draft.answer_id')
    .select('draft_contributor.person')
    .where('answer.key', '=', answerKey)
    .orderBy('draft_contributor.first_at')
    .orderBy('draft_contributor.person')
    .execute();
  return rows.map(({ person }) => person);
}
