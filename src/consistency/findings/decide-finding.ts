import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import type { FindingState } from '../finding.js';
import { labelByDecision } from '../learned-rules/label-by-decision.js';
import { changeFinding, type FindingContext, type FindingOutcome } from './change-finding.js';
import { endWaiver, insertDeed, moveFinding } from './finding-deed.store.js';

/** What a person may decide of a finding; it is fixed by being gone for two sweeps, and waived with a reason and a day. */
export const findingDecisions = ['ACKNOWLEDGED', 'FIXING', 'FALSE_POSITIVE', 'OPEN'] as const;
export type FindingDecision = (typeof findingDecisions)[number];

const longestNote = 2_000;

/** From where each decision may be taken. */
const from: Readonly<Record<FindingDecision, readonly FindingState[]>> = {
  ACKNOWLEDGED: ['OPEN', 'FIXING'],
  FIXING: ['OPEN', 'ACKNOWLEDGED'],
  FALSE_POSITIVE: ['OPEN', 'ACKNOWLEDGED', 'FIXING'],
  OPEN: ['ACKNOWLEDGED', 'FIXING', 'WAIVED', 'FALSE_POSITIVE'],
};

/** Whoever takes a finding up leaves a waiver that was asked for to whom it was asked of. */
const endsWaiver: readonly FindingDecision[] = ['OPEN', 'FALSE_POSITIVE'];

/** Moves a finding on, with a note that is required where a person overrules the checker. Opening it again, or calling it a mistake, ends its waiver. */
export async function decideFinding(
  ctx: FindingContext,
  input: {
    readonly id: number;
    readonly expectedState: FindingState;
    readonly to: FindingDecision;
    readonly note: string;
  },
): Promise<FindingOutcome> {
  const { to } = input;
  const note = requireText('note', input.note, { max: longestNote, min: to === 'FALSE_POSITIVE' ? 1 : 0 });
  const deed = { ...input, permission: 'decide findings', action: 'finding.decided', details: { to } } as const;
  return changeFinding(ctx, deed, async (tx, finding, at) => {
    if (!from[to].includes(finding.state))
      throw new AppError('BAD_INPUT', `to may not be ${to} for a finding that is ${finding.state}.`);
    if (endsWaiver.includes(to)) await endWaiver(tx, finding.id, 'REOPENED', at);
    const decided = { to, note, actor: ctx.actor.name, at };
    await moveFinding(tx, finding, decided);
    await labelByDecision(tx, finding, decided);
  });
}

/** Says something about a finding; it stays where it stands. */
export async function commentOnFinding(
  ctx: FindingContext,
  input: { readonly id: number; readonly expectedState: FindingState; readonly text: string },
): Promise<FindingOutcome> {
  const note = requireText('text', input.text, { max: longestNote });
  const deed = { ...input, permission: 'decide findings', action: 'finding.commented', details: {} } as const;
  return changeFinding(ctx, deed, async (tx, { id, state }, at) => {
    await insertDeed(tx, { finding_id: id, from_state: state, to_state: state, note, actor: ctx.actor.name, at });
  });
}
