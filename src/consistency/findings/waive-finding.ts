import type { DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { type Finding, type FindingState, openFindingStates } from '../finding.js';
import { labelByDecision } from '../learned-rules/label-by-decision.js';
import { changeFinding, type FindingContext, type FindingOutcome } from './change-finding.js';
import { approveWaiverRow, currentWaivers, endWaiver, insertWaiver, moveFinding } from './finding-deed.store.js';
import { needsTwo, quotesHash, requireWaivableUntil } from './waiver.js';

/**
 * Accepts a difference until a day. It holds for what both sides say now, and ends when either says something else. One of SEV1 stays open until a
 * second person has approved.
 */
export async function waiveFinding(
  ctx: FindingContext,
  input: {
    readonly id: number;
    readonly expectedState: FindingState;
    readonly reason: string;
    readonly until: Date;
  },
): Promise<FindingOutcome> {
  const reason = requireText('reason', input.reason, { max: 2_000 });
  const { until } = input;
  const details = { until: until.toISOString() };
  const deed = { ...input, permission: 'waive findings', action: 'finding.waiver-asked', details } as const;
  return changeFinding(ctx, deed, async (tx, finding, at) => {
    requireOpen(finding);
    requireWaivableUntil(until, finding, at);
    const actor = ctx.actor.name;
    const agreed = needsTwo(finding) ? {} : { approved_by: actor, approved_at: at };
    await endWaiver(tx, finding.id, 'REPLACED', at);
    await insertWaiver(tx, {
      finding_id: finding.id,
      reason,
      until,
      quotes_hash: quotesHash(finding.canonical?.text ?? null, finding.observed?.text ?? null),
      proposed_by: actor,
      proposed_at: at,
      ...agreed,
    });
    if (!needsTwo(finding)) await waive(tx, finding, { note: reason, actor, at });
  });
}

/** Approves the waiver that somebody else has asked for. */
export async function approveWaiver(
  ctx: FindingContext,
  input: { readonly id: number; readonly expectedState: FindingState },
): Promise<FindingOutcome> {
  const deed = { ...input, permission: 'waive findings', action: 'finding.waived', details: {} } as const;
  return changeFinding(ctx, deed, async (tx, finding, at) => {
    const waiver = (await currentWaivers(tx, [finding.id])).get(finding.id);
    if (!waiver || waiver.approvedBy !== null)
      throw new AppError('NOT_FOUND', `No waiver of finding ${finding.id} waits for approval.`);
    const actor = ctx.actor.name;
    requireOpen(finding);
    if (waiver.proposedBy === actor)
      throw new AppError('FORBIDDEN', 'You asked for this waiver: a second person must approve it.');
    requireWaivableUntil(waiver.until, finding, at);
    await approveWaiverRow(tx, waiver.id, actor, at);
    await waive(tx, finding, { note: waiver.reason, actor, at });
  });
}

async function waive(
  tx: DatabaseTransaction,
  finding: Finding,
  by: { readonly note: string; readonly actor: string; readonly at: Date },
): Promise<void> {
  const decided = { ...by, to: 'WAIVED' } as const;
  await moveFinding(tx, finding, decided);
  await labelByDecision(tx, finding, decided);
}

function requireOpen({ state }: Pick<Finding, 'state'>): void {
  if ((openFindingStates as readonly FindingState[]).includes(state)) return;
  throw new AppError('BAD_INPUT', `Only an open finding can be waived; this one is ${state}.`);
}
