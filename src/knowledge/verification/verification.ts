/** What happens to an answer that nobody has confirmed by its day. */
export type OverduePolicy = 'REMIND' | 'HEDGE' | 'WITHDRAW';

/** Whether someone should look at an answer now. */
export type VerificationState = 'CURRENT' | 'DUE_SOON' | 'OVERDUE';

/** How often an answer is looked at, by whom, and what becomes of it when nobody does. */
export interface VerificationPlan {
  /** Grows by one with every change; 0 = nobody has set anything, and the defaults hold. */
  readonly number: number;
  readonly everyDays: number;
  /** The key of a person; null when a team, or the reviewers of the topic's teams, are to do it. */
  readonly verifierPerson: string | null;
  /** The key of a team; for a person the team they are of. */
  readonly verifierTeam: string | null;
  readonly overduePolicy: OverduePolicy;
}

/** Where the upkeep of a published answer stands; none of it is for readers. */
export interface Upkeep {
  readonly verifiedBy: string;
  readonly dueAt: Date;
  readonly plan: VerificationPlan;
}

/** When an answer was last confirmed: by a version that changed its meaning, or by someone who looked. */
export interface Check {
  readonly at: Date;
  readonly by: string;
}

const dayMs = 86_400_000;
const noticeDays = 14;

/** The instant by which someone must have looked again; days are of 24 hours, so that it is the same in every time zone. */
export function dueAfter(verifiedAt: Date, everyDays: number): Date {
  return new Date(verifiedAt.getTime() + everyDays * dayMs);
}

/** The instant from which an answer counts as due soon: two weeks before its day, or the last quarter of a short interval. */
function noticeAt({ dueAt, plan }: Upkeep): Date {
  return new Date(dueAt.getTime() - Math.min(noticeDays, plan.everyDays / 4) * dayMs);
}

/** Where an answer stands at an instant; at the very instant it is due, it is overdue. */
export function verificationState(upkeep: Upkeep, at: Date): VerificationState {
  if (at >= upkeep.dueAt) return 'OVERDUE';
  return at >= noticeAt(upkeep) ? 'DUE_SOON' : 'CURRENT';
}

/** Whether a policy takes hold of an answer at an instant. */
export function isOverdueUnder({ dueAt, plan }: Upkeep, policy: OverduePolicy, at: Date): boolean {
  return plan.overduePolicy === policy && at >= dueAt;
}

/** Whole days since an answer fell due; 0 before and on that day. */
export function daysOverdue({ dueAt }: Upkeep, at: Date): number {
  return Math.max(0, Math.floor((at.getTime() - dueAt.getTime()) / dayMs));
}

/** The next instant at which customers see a difference because nobody looked, and the next at which staff do; null = none is known. */
export function nextDues(
  all: Iterable<Upkeep>,
  at: Date,
): { readonly forCustomers: Date | null; readonly forStaff: Date | null } {
  let forCustomers: Date | null = null;
  let forStaff: Date | null = null;
  for (const upkeep of all) {
    for (const instant of [noticeAt(upkeep), upkeep.dueAt])
      if (instant > at && (!forStaff || instant < forStaff)) forStaff = instant;
    const { dueAt, plan } = upkeep;
    if (plan.overduePolicy !== 'REMIND' && dueAt > at && (!forCustomers || dueAt < forCustomers)) forCustomers = dueAt;
  }
  return { forCustomers, forStaff };
}
