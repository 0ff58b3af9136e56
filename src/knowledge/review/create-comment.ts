import { type Actor, allow } from '../../access/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { record } from '../../platform/audit/index.js';
import { announce } from '../../platform/events.js';
import { requireText } from '../../platform/text.js';
import * as answers from '../answer.store.js';
import { draftFrom, type EditConflict, editConflict } from '../draft.js';
import { lockedAnswer } from '../draft-answer.js';
import type { CommentField, DraftComment, Span } from './comment.js';
import { commentIn } from './read-review.js';
import * as store from './review.store.js';

/** A remark on a stretch of a draft, as the commenter sees it. */
export interface CommentInput extends Span {
  readonly key: string;
  readonly expectedEdit: number;
  readonly field: CommentField;
  readonly text: string;
}

export type CommentOutcome = { readonly outcome: 'commented'; readonly comment: DraftComment } | EditConflict;

/** Puts a remark on a stretch of the draft; whoever may read drafts may do so, of whatever team. */
export async function createComment(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  input: CommentInput,
): Promise<CommentOutcome> {
  allow(ctx.actor, 'comment on drafts');
  const text = requireText('text', input.text, { max: 2_000 });
  return ctx.db.transaction().execute(async (tx) => {
    const answer = await lockedAnswer(tx, input.key);
    const row = await answers.draftOf(tx, answer.id);
    const conflict = editConflict(input.key, input.expectedEdit, row);
    if (conflict) return conflict;
    if (!row) throw new AppError('NOT_FOUND', `There is no draft of ${input.key}.`);
    const at = ctx.clock.now();
    const comment = await store.insertComment(tx, {
      answer_id: answer.id,
      draft_id: row.id,
      edit: row.edit,
      field: input.field,
      start_at: input.start,
      quote: quoted(row[input.field], input),
      text,
      author: ctx.actor.name,
      at,
    });
    await announce(tx, 'comment.created', { subject: `answer/${input.key}`, comment: comment.id }, at);
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'comment.created',
      subject: `answer/${input.key}`,
      details: { comment: comment.id, edit: row.edit, field: input.field },
    });
    return { outcome: 'commented', comment: commentIn(draftFrom(input.key, row), comment) };
  });
}

function quoted(text: string, { start, end }: Span): string {
  if (start < 0 || end <= start || end > text.length)
    throw new AppError(
      'BAD_INPUT',
      `start and end must name a stretch of the text, which has ${text.length} characters.`,
    );
  return text.slice(start, end);
}
