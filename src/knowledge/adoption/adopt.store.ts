import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow } from '../../platform/database/tables.js';

/** Opens answers; those whose keys were taken meanwhile are missing from what comes back. */
export function insertAnswers(
  tx: DatabaseTransaction,
  rows: readonly NewRow<'answer'>[],
): Promise<{ id: number; key: string }[]> {
  return tx
    .insertInto('answer')
    .values([...rows])
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning(['id', 'key'])
    .execute();
}

export function insertDrafts(
  tx: DatabaseTransaction,
  rows: readonly NewRow<'draft'>[],
): Promise<{ id: number; answer_id: number }[]> {
  return tx
    .insertInto('draft')
    .values([...rows])
    .returning(['id', 'answer_id'])
    .execute();
}

export async function insertTransitions(
  tx: DatabaseTransaction,
  rows: readonly NewRow<'draft_transition'>[],
): Promise<void> {
  await tx
    .insertInto('draft_transition')
    .values([...rows])
    .execute();
}

export async function insertContributors(
  tx: DatabaseTransaction,
  rows: readonly NewRow<'draft_contributor'>[],
): Promise<void> {
  await tx
    .insertInto('draft_contributor')
    .values([...rows])
    .execute();
}
