import type { AnswerRows } from '../snapshot.store.js';
import { dueAfter, isOverdueUnder, type OverduePolicy, type Upkeep, type VerificationPlan } from './verification.js';
import type { CheckRow, PlanRow } from './verification.store.js';

/** What a published answer shows of its upkeep, and whether it is given at all. */
export interface CompiledUpkeep {
  readonly verifiedAt: Date;
  readonly isHedged: boolean;
  readonly upkeep: Upkeep;
}

type Answer = AnswerRows['answers'][number];

/** Reckons where the upkeep of an answer stands at an instant. */
export function compileUpkeep(answer: Answer, check: CheckRow, row: PlanRow | undefined, at: Date): CompiledUpkeep {
  const plan = planFrom(answer, row);
  const upkeep = { verifiedBy: check.by, dueAt: dueAfter(check.at, plan.everyDays), plan };
  return { verifiedAt: check.at, isHedged: isOverdueUnder(upkeep, 'HEDGE', at), upkeep };
}

/** The plan in a row, or the one that holds while nobody has set any: the answer's interval, its reviewers, and a reminder. */
export function planFrom(
  { review_every_days }: Pick<Answer, 'review_every_days'>,
  row: PlanRow | undefined,
): VerificationPlan {
  return {
    number: row?.number ?? 0,
    everyDays: row?.every_days ?? review_every_days,
    verifierPerson: row?.person ?? null,
    verifierTeam: row?.team ?? null,
    overduePolicy: (row?.overdue_policy ?? 'REMIND') as OverduePolicy,
  };
}
