import { type Actor, allow, may } from '../../access/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { record } from '../../platform/audit/index.js';
import { AppError } from '../../platform/errors.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import { draftOfAnswer } from '../read-draft.js';
import type { DraftComment } from './comment.js';
import { commentIn } from './read-review.js';
import * as store from './review.store.js';

/** Marks a comment as dealt with: its author may, and whoever may write or review under the topic. Once is enough; again changes nothing. */
export async function resolveComment(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  id: number,
): Promise<DraftComment> {
  allow(ctx.actor, 'comment on drafts');
  return ctx.db.transaction().execute(async (tx) => {
    const found = await store.lockComment(tx, id);
    if (!found) throw new AppError('NOT_FOUND', `There is no comment ${id}.`);
    if (found.author !== ctx.actor.name) await allowOthers(tx, ctx.actor, found.topicId);
    const draft = await draftOfAnswer(tx, found.answerKey);
    if (found.resolved_at) return commentIn(draft, found);
    const at = ctx.clock.now();
    const row = await store.endComment(tx, id, ctx.actor.name, at);
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'comment.resolved',
      subject: `answer/${found.answerKey}`,
      details: { comment: id },
    });
    return commentIn(draft, row);
  });
}

async function allowOthers(db: Database, actor: Actor, topicId: number): Promise<void> {
  if (!may(actor, 'write drafts')) allow(actor, 'review drafts');
  await allowUnderTopic(db, actor, 'review', topicId);
}
