import { allow } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { allowUnderTopic } from './allow-under-topic.js';
import * as store from './answer.store.js';
import { type EditConflict, editConflict } from './draft.js';
import { draftLimits, lockedAnswer } from './draft-answer.js';
import { liveReleaseWith } from './releases/release.store.js';
import { wordsHash } from './review/fact-check.js';
import type { ReviewContext } from './review-draft.js';

export type DiscardOutcome = { readonly outcome: 'discarded' } | EditConflict;

/** Throws the working copy away; nothing published changes. Throws CONFLICT while a release holds it, NOT_FOUND where there is none. */
export async function discardDraft(
  ctx: ReviewContext,
  input: { readonly key: string; readonly expectedEdit: number; readonly reason: string },
): Promise<DiscardOutcome> {
  allow(ctx.actor, 'write drafts');
  const note = requireText('reason', input.reason, { max: draftLimits.changeNote });
  return ctx.db.transaction().execute(async (tx): Promise<DiscardOutcome> => {
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    const draft = await store.draftOf(tx, answer.id);
    if (!draft) throw new AppError('NOT_FOUND', `${input.key} has no draft.`);
    const conflict = editConflict(input.key, input.expectedEdit, draft);
    if (conflict) return conflict;
    const release = await liveReleaseWith(tx, {
      kind: 'ANSWER',
      answer_id: answer.id,
      statement_id: null,
      locale: null,
    });
    if (release !== undefined)
      throw new AppError('CONFLICT', `The draft is in the release ${release}: take it out of that first.`);
    await store.deleteDraft(tx, answer.id);
    const at = ctx.clock.now();
    await store.insertTransition(tx, {
      answer_id: answer.id,
      from_state: draft.state,
      to_state: 'DISCARDED',
      actor: ctx.actor.name,
      note,
      at,
    });
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'draft.discarded',
      subject: `answer/${input.key}`,
      details: { edit: draft.edit, basedOn: draft.based_on, reason: note, before: wordsHash(draft) },
    });
    return { outcome: 'discarded' };
  });
}
