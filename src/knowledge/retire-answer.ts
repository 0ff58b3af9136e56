import { type Actor, type Audience, allow, covers } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import { record } from '../platform/audit/index.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { allowUnderTopic } from './allow-under-topic.js';
import * as answers from './answer.store.js';
import { lockedAnswer } from './draft-answer.js';
import { type GateContext, switchThroughGate } from './gate.js';
import { passed } from './refused-by-gate.js';
import * as store from './retirement.store.js';
import { switched } from './switch-published.js';

/** Where the end of an answer stands: one person proposes it, another decides. */
export type RetirementState = 'PROPOSED' | 'RETIRED' | 'DECLINED';

/** The end of an answer, and the answer that its old links lead to. */
export interface Retirement {
  readonly id: number;
  readonly key: string;
  readonly redirectTo: string | null;
  readonly reason: string;
  readonly state: RetirementState;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** What is proposed; `redirectTo` null = nothing takes its place. */
export interface RetirementInput {
  readonly key: string;
  readonly redirectTo: string | null;
  readonly reason: string;
}

type RetireContext = { readonly db: Database; readonly clock: Clock; readonly actor: Actor };

/** Proposes that an answer be no longer given; nothing changes until a second person agrees. */
export async function retireAnswer(ctx: RetireContext, input: RetirementInput): Promise<Retirement> {
  allow(ctx.actor, 'write drafts');
  return ctx.db.transaction().execute(async (tx) => {
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    if (await store.lockOpenRetirement(tx, answer.id))
      throw new AppError('CONFLICT', `The retirement of ${input.key} is proposed already.`);
    if (!(await answers.latestVersion(tx, answer.id)))
      throw new AppError('BAD_INPUT', `${input.key} was never published: there is nothing to retire.`);
    const target = input.redirectTo === null ? null : await redirectTarget(tx, answer, input.redirectTo);
    const row = await store.insertRetirement(tx, {
      answer_id: answer.id,
      redirect_to: target?.id ?? null,
      reason: requireText('reason', input.reason, { max: 500 }),
      state: 'PROPOSED',
      proposed_by: ctx.actor.name,
      proposed_at: ctx.clock.now(),
    });
    await record(tx, {
      actor: ctx.actor,
      at: row.proposed_at,
      action: 'answer.retirement-proposed',
      subject: `answer/${input.key}`,
      details: { redirectTo: input.redirectTo },
    });
    return retirementFrom(input.key, input.redirectTo, row);
  });
}

/** The very proposal that the second person read; one that was turned down and proposed anew is another one. */
export interface ProposedRetirement {
  readonly key: string;
  readonly id: number;
}

type Retired = Retirement & { readonly snapshotSequence: number };

/**
 * Carries a proposal out: from this switch on no channel gives the answer. The one who proposed it may not. Throws CONFLICT while another answer
 * links to it and nothing takes its place, and where another retirement is proposed by now.
 */
export async function confirmRetirement(
  ctx: RetireContext & GateContext,
  { key, id }: ProposedRetirement,
): Promise<Retired> {
  allow(ctx.actor, 'publish answers');
  const outcome = await switchThroughGate<Retired>(ctx, 'answer.retired', key, async ({ tx, moment, sequence }) => {
    const { answer, proposal } = await openProposal(ctx, tx, { key, id });
    if (proposal.proposed_by === ctx.actor.name)
      throw new AppError('FORBIDDEN', 'You proposed this: a second person must agree.');
    if (proposal.redirectTo !== null) await redirectTarget(tx, answer, proposal.redirectTo);
    await store.endAnswer(tx, answer.id, moment);
    const row = await store.decideRetirement(tx, proposal.id, { state: 'RETIRED', by: ctx.actor.name, at: moment });
    await answers.insertTransition(tx, {
      answer_id: answer.id,
      from_state: null,
      to_state: 'RETIRED',
      actor: ctx.actor.name,
      note: proposal.reason,
      at: moment,
    });
    return switched(
      { ...retirementFrom(key, proposal.redirectTo, row), snapshotSequence: sequence },
      { details: { redirectTo: proposal.redirectTo }, people: { proposedBy: proposal.proposed_by } },
    );
  });
  return passed(outcome);
}

/** Turns a proposal down, or takes one's own back. */
export async function declineRetirement(ctx: RetireContext, { key, id }: ProposedRetirement): Promise<Retirement> {
  allow(ctx.actor, 'write drafts');
  return ctx.db.transaction().execute(async (tx) => {
    const { proposal } = await openProposal(ctx, tx, { key, id });
    if (proposal.proposed_by !== ctx.actor.name) allow(ctx.actor, 'publish answers');
    const decision = { state: 'DECLINED', by: ctx.actor.name, at: ctx.clock.now() } as const;
    const row = await store.decideRetirement(tx, proposal.id, decision);
    await record(tx, {
      actor: ctx.actor,
      at: decision.at,
      action: 'answer.retirement-declined',
      subject: `answer/${key}`,
      people: { proposedBy: proposal.proposed_by },
    });
    return retirementFrom(key, proposal.redirectTo, row);
  });
}

/** The proposal that is open for an answer or was carried out; null when there is none. */
export async function retirementOf(db: Database, key: string): Promise<Retirement | null> {
  const row = await store.retirementOf(db, key);
  return row ? retirementFrom(key, row.redirectTo, row) : null;
}

async function openProposal(ctx: RetireContext, tx: DatabaseTransaction, { key, id }: ProposedRetirement) {
  const answer = await lockedAnswer(tx, key);
  await allowUnderTopic(tx, ctx.actor, 'publish', answer.topic_id);
  const proposal = await store.lockOpenRetirement(tx, answer.id);
  if (!proposal) throw new AppError('NOT_FOUND', `Nobody has proposed to retire ${key}.`);
  if (proposal.id !== id) throw anotherProposal(retirementFrom(key, proposal.redirectTo, proposal));
  return { answer, proposal };
}

/** Refuses to decide on what was not read, and shows what is proposed now. */
function anotherProposal({ id, key, redirectTo, proposedBy, reason }: Retirement): AppError {
  const to = redirectTo === null ? 'with nothing in its place' : `in favour of ${redirectTo}`;
  const sentence = `By now ${proposedBy} proposes to retire ${key} ${to} (retirement ${id}): “${reason}” Read it again.`;
  return new AppError('CONFLICT', sentence, { retirement: id, redirectTo });
}

/** The answer that takes the place of another: published, not retired, and for everyone who could read the other. */
async function redirectTarget(
  tx: DatabaseTransaction,
  answer: Row<'answer'>,
  redirectTo: string,
): Promise<Row<'answer'>> {
  const target = await answers.answerByKey(tx, redirectTo);
  if (!target || target.retired_at || !(await answers.latestVersion(tx, target.id)))
    throw new AppError('BAD_INPUT', `redirectTo names no published answer: ${redirectTo.slice(0, 100)}.`);
  if (target.id === answer.id) throw new AppError('BAD_INPUT', 'redirectTo must name another answer.');
  if (!covers(answer.audience as Audience, target.audience as Audience))
    throw new AppError('BAD_INPUT', `Not everyone who may read ${answer.key} may read ${redirectTo}.`);
  return target;
}

function retirementFrom(key: string, redirectTo: string | null, row: Row<'retirement'>): Retirement {
  return {
    id: row.id,
    key,
    redirectTo,
    reason: row.reason,
    state: row.state as RetirementState,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}
