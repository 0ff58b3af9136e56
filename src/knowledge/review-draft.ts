import { type Actor, allow, type Permission } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { allowUnderTopic } from './allow-under-topic.js';
import type { DraftState } from './answer.js';
import * as store from './answer.store.js';
import { contributorsTo } from './contributor.store.js';
import { wordsHash } from './review/fact-check.js';
import { draftFrom, editConflict, standingInWords } from './draft.js';
import { type DraftOutcome, lockedAnswer } from './draft-answer.js';
import type { TopicDeed } from './topic-rights.js';

/** Which draft a step of the review is about, and the edit the caller saw. */
export interface ReviewInput {
  readonly key: string;
  readonly expectedEdit: number;
  readonly note?: string;
}

interface Step {
  readonly permission: Permission;
  readonly deed: TopicDeed;
  readonly from: readonly DraftState[];
  readonly to: DraftState;
  /** Throws when this person may not take the step on this draft. */
  readonly guard: (actor: Actor, contributors: readonly string[]) => void;
}

export type ReviewContext = { readonly db: Database; readonly clock: Clock; readonly actor: Actor };

const anyone = () => undefined;

/** Hands the draft to a second person. */
export function requestReview(ctx: ReviewContext, input: ReviewInput): Promise<DraftOutcome> {
  return take(ctx, input, {
    permission: 'write drafts',
    deed: 'write',
    from: ['DRAFT', 'CHANGES_REQUESTED'],
    to: 'IN_REVIEW',
    guard: anyone,
  });
}

/** Approves the draft; whoever wrote part of it may not. */
export function approveDraft(ctx: ReviewContext, input: ReviewInput): Promise<DraftOutcome> {
  return take(ctx, input, {
    permission: 'review drafts',
    deed: 'review',
    from: ['IN_REVIEW'],
    to: 'APPROVED',
    guard: refuseContributors,
  });
}

/** Sends the draft back with the reason. */
export function requestChanges(
  ctx: ReviewContext,
  input: ReviewInput & { readonly note: string },
): Promise<DraftOutcome> {
  requireText('note', input.note, { max: 1_000 });
  return take(ctx, input, {
    permission: 'review drafts',
    deed: 'review',
    from: ['IN_REVIEW', 'APPROVED'],
    to: 'CHANGES_REQUESTED',
    guard: anyone,
  });
}

async function take(ctx: ReviewContext, input: ReviewInput, step: Step): Promise<DraftOutcome> {
  allow(ctx.actor, step.permission);
  return ctx.db.transaction().execute(async (tx) => {
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, step.deed, answer.topic_id);
    const draft = await store.draftOf(tx, answer.id);
    if (!draft) throw new AppError('NOT_FOUND', `There is no draft of ${input.key}.`);
    const conflict = editConflict(input.key, input.expectedEdit, draft);
    if (conflict) return conflict;
    requireState(draft, step);
    step.guard(ctx.actor, [draft.author, ...(await contributorsTo(tx, input.key))]);
    const row = await store.updateDraft(tx, answer.id, {
      edit: draft.edit + 1,
      state: step.to,
      reviewer: step.permission === 'review drafts' ? ctx.actor.name : null,
      updated_at: ctx.clock.now(),
    });
    await store.insertTransition(tx, {
      answer_id: answer.id,
      from_state: draft.state,
      to_state: step.to,
      actor: ctx.actor.name,
      note: input.note ?? '',
      at: ctx.clock.now(),
    });
    await record(tx, {
      actor: ctx.actor,
      at: row.updated_at,
      action: `draft.${step.to.toLowerCase().replaceAll('_', '-')}`,
      subject: `answer/${input.key}`,
      details: { edit: row.edit, from: draft.state, to: step.to, words: wordsHash(row) },
      people: { author: draft.author },
    });
    return { outcome: 'saved', draft: draftFrom(input.key, row) };
  });
}

function requireState(draft: Row<'draft'>, step: Step): void {
  const state = draft.state as DraftState;
  if (step.from.includes(state)) return;
  const wanted = step.from.map(standingInWords).join(' or ');
  throw new AppError('BAD_INPUT', `The draft is ${standingInWords(state)}; this step is for one that is ${wanted}.`);
}

function refuseContributors(actor: Actor, contributors: readonly string[]): void {
  if (contributors.includes(actor.name))
    throw new AppError('FORBIDDEN', 'You wrote part of this draft: somebody else must approve it.');
}
