import type { GateRule } from '../../knowledge/index.js';
import type { Clock } from '../../platform/clock.js';
import * as store from '../inquiry.store.js';
import type { ReplayClass } from './class-of.js';
import { replayBudget } from './replay-budget.store.js';
import { justAfter, mostReplayed, replayIn, type ReplayContext } from './replay-window.js';

const msPerDay = 86_400_000;

/**
 * A release may change only so much for those who ask: the rule that replays the last days' questions. It is for releases as wholes, and asked
 * outside of their transaction, for it may have to train a model. Where little was asked it objects to nothing.
 */
export function withinBudget(ctx: ReplayContext & { readonly clock: Clock }): GateRule {
  return async ({ before, after }) => {
    const budget = await replayBudget(ctx.db);
    const to = justAfter(ctx.clock.now());
    const from = new Date(to.getTime() - budget.days * msPerDay);
    const obstacles: string[] = [];
    for (const locale of await store.localesAsked(ctx.db, from, to)) {
      const window = { locale, from, to };
      if ((await store.countInquiries(ctx.db, window, 'STAFF')) < budget.fewest) continue;
      const limits = { audience: 'STAFF', sample: mostReplayed, examples: 0 } as const;
      const { questions, classes } = await replayIn(ctx, { before, after }, window, limits);
      const share = (name: ReplayClass) =>
        (100 * (classes.find((one) => one.class === name)?.count ?? 0)) / Math.max(1, questions);
      const asked = `of the last ${budget.days} days’ ${questions} questions in ${locale}`;
      if (share('OTHER_ANSWER') > budget.otherAnswer)
        obstacles.push(
          `Replay: ${perCent(share('OTHER_ANSWER'))} ${asked} would get another answer, and the budget allows ${perCent(budget.otherAnswer)}.`,
        );
      if (share('NEWLY_UNANSWERED') > budget.newlyUnanswered)
        obstacles.push(
          `Replay: ${perCent(share('NEWLY_UNANSWERED'))} ${asked} would lose their answer, and the budget allows ${perCent(budget.newlyUnanswered)}.`,
        );
    }
    return obstacles;
  };
}

function perCent(value: number): string {
  return `${Math.round(value * 10) / 10} %`;
}
