import { type Actor, allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { lock } from '../../platform/events.js';
import type { ReplayBudget } from './replay-budget.js';
import * as store from './replay-budget.store.js';

/** What may be set of a budget. */
export type BudgetInput = Pick<ReplayBudget, 'otherAnswer' | 'newlyUnanswered' | 'days' | 'fewest'>;

/** What became of a change; a conflict shows what someone else has set meanwhile. */
export type BudgetOutcome =
  | { readonly outcome: 'set'; readonly budget: ReplayBudget }
  | { readonly outcome: 'conflict'; readonly expected: number; readonly actual: number; readonly theirs: ReplayBudget };

/** Sets the budget for all releases that are judged from now on. */
export async function setReplayBudget(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  input: BudgetInput,
  expected: number,
): Promise<BudgetOutcome> {
  allow(ctx.actor, 'review drafts');
  requireWithin('otherAnswer', input.otherAnswer, 0, 100);
  requireWithin('newlyUnanswered', input.newlyUnanswered, 0, 100);
  requireWithin('days', input.days, 1, 366);
  requireWithin('fewest', input.fewest, 1, 1_000_000);
  return ctx.db.transaction().execute(async (tx) => {
    await lock(tx, 'replay-budget');
    const theirs = await store.replayBudget(tx);
    if (theirs.version !== expected) return { outcome: 'conflict', expected, actual: theirs.version, theirs };
    const at = ctx.clock.now();
    const budget = { ...input, version: expected + 1, setBy: ctx.actor.name, setAt: at };
    await store.insertReplayBudget(tx, budget);
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'replay.budget-set',
      subject: 'replay-budget',
      details: { ...input, version: budget.version },
    });
    return { outcome: 'set', budget };
  });
}

function requireWithin(field: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) throw new AppError('BAD_INPUT', `${field} must be from ${least} to ${most}.`);
}
