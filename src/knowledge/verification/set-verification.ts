import { type Actor, allow, may, staff, type StaffRole } from '../../access/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import { teamByKey } from '../answer.store.js';
import { lockedAnswer } from '../draft-answer.js';
import { type Blocked, type GateContext, switchThroughGate } from '../gate.js';
import { switched, unchanged } from '../switch-published.js';
import { planFrom } from './compile-upkeep.js';
import type { OverduePolicy, VerificationPlan } from './verification.js';
import * as store from './verification.store.js';

/** How an answer is to be looked after from now on. */
export interface PlanInput {
  readonly key: string;
  readonly everyDays: number;
  /** At most one of the two; none = the reviewers of the topic's teams. */
  readonly verifierPerson?: string;
  readonly verifierTeam?: string;
  readonly overduePolicy: OverduePolicy;
  /** The number of the plan that the caller saw; 0 = nobody has set any. */
  readonly expectedVersion: number;
}

/** What became of it; a conflict shows what someone else has set meanwhile. */
export type PlanOutcome =
  | {
      readonly outcome: 'set';
      readonly key: string;
      readonly plan: VerificationPlan;
      readonly snapshotSequence: number;
    }
  | {
      readonly outcome: 'conflict';
      readonly key: string;
      readonly expected: number;
      readonly actual: number;
      readonly theirs: VerificationPlan;
    }
  | Blocked;

const longestInterval = 3_650;

/** Sets how often an answer is looked at, by whom, and what becomes of it when nobody does; what follows for today, follows at once. */
export async function setVerification(
  ctx: GateContext & { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  input: PlanInput,
): Promise<PlanOutcome> {
  allow(ctx.actor, 'review drafts');
  if (!Number.isInteger(input.everyDays) || input.everyDays < 1 || input.everyDays > longestInterval)
    throw new AppError('BAD_INPUT', `everyDays must be from 1 to ${longestInterval}.`);
  return switchThroughGate<PlanOutcome>(ctx, 'answer.verification-set', input.key, async (switching) => {
    const { tx, moment, sequence } = switching;
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'review', answer.topic_id);
    const current = async () => (await store.plansAt(tx, { validAt: moment, knownAt: moment }, [answer.id]))[0];
    const theirs = planFrom(answer, await current());
    const { key, expectedVersion: expected } = input;
    if (theirs.number !== expected)
      return unchanged({ outcome: 'conflict', key, expected, actual: theirs.number, theirs });
    await store.insertPlan(tx, {
      answer_id: answer.id,
      number: expected + 1,
      every_days: input.everyDays,
      ...(await verifierIds(tx, input)),
      overdue_policy: input.overduePolicy,
      set_by: ctx.actor.name,
      recorded_at: moment,
    });
    const plan = planFrom(answer, await current());
    const { number, everyDays, verifierTeam, overduePolicy } = plan;
    return switched(
      { outcome: 'set', key, plan, snapshotSequence: sequence },
      {
        details: { number, everyDays, verifierTeam, overduePolicy },
        people: { verifier: plan.verifierPerson },
      },
    );
  });
}

async function verifierIds(tx: DatabaseTransaction, { verifierPerson, verifierTeam }: PlanInput) {
  if (verifierPerson !== undefined && verifierTeam !== undefined)
    throw new AppError('BAD_INPUT', 'Name verifierPerson or verifierTeam, not both.');
  const person = verifierPerson === undefined ? undefined : await store.personByKey(tx, verifierPerson);
  if (verifierPerson !== undefined && !(person && maySayTrue(person)))
    throw new AppError('BAD_INPUT', `verifierPerson names nobody who may verify answers: ${verifierPerson}.`);
  const team = verifierTeam === undefined ? undefined : await teamByKey(tx, verifierTeam);
  if (verifierTeam !== undefined && !team)
    throw new AppError('BAD_INPUT', `verifierTeam names no team: ${verifierTeam}.`);
  return { verifier_person_id: person?.id ?? null, verifier_team_id: team?.id ?? null };
}

function maySayTrue({ key, name, role }: { readonly key: string; readonly name: string; readonly role: string }) {
  return may(staff({ key, name, role: role as StaffRole, team: '' }), 'verify answers');
}
