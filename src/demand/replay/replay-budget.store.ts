import type { Database } from '../../platform/database/database.js';
import { type ReplayBudget, usualBudget } from './replay-budget.js';

/** The budget that holds. */
export async function replayBudget(db: Database): Promise<ReplayBudget> {
  const row = await db.selectFrom('replay_budget').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst();
  if (!row) return usualBudget;
  const { other_answer, newly_unanswered, set_by, set_at, ...rest } = row;
  return { ...rest, otherAnswer: other_answer, newlyUnanswered: newly_unanswered, setBy: set_by, setAt: set_at };
}

export async function insertReplayBudget(
  db: Database,
  {
    otherAnswer,
    newlyUnanswered,
    setBy,
    setAt,
    ...rest
  }: ReplayBudget & { readonly setBy: string; readonly setAt: Date },
): Promise<void> {
  await db
    .insertInto('replay_budget')
    .values({ ...rest, other_answer: otherAnswer, newly_unanswered: newlyUnanswered, set_by: setBy, set_at: setAt })
    .execute();
}
