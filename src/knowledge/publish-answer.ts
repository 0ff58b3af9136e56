import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import { AppError } from '../platform/errors.js';
import { allowUnderTopic } from './allow-under-topic.js';
import { textHash } from './answer.js';
import * as store from './answer.store.js';
import { draftFrom, type EditConflict, editConflict } from './draft.js';
import { lockedAnswer } from './draft-answer.js';
import { obstaclesTo } from './obstacles.js';
import { surroundings } from './read-draft.js';
import { type Switching, switched, switchPublished, unchanged } from './switch-published.js';

export type PublishOutcome =
  | { readonly outcome: 'published'; readonly key: string; readonly number: number; readonly snapshotSequence: number }
  | { readonly outcome: 'blocked'; readonly obstacles: readonly string[] }
  | EditConflict;

/** What publishing needs to know of the world. */
export interface PublishContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly sourceLocale: string;
  readonly markdownProblems: (body: string) => readonly string[];
}

/** Makes the approved draft the one answer that every channel gives: a new immutable version, in effect at once or from its day on. */
export async function publishAnswer(
  ctx: PublishContext,
  input: { readonly key: string; readonly expectedEdit: number },
): Promise<PublishOutcome> {
  allow(ctx.actor, 'publish answers');
  return switchPublished<PublishOutcome>(ctx, 'answer.published', input.key, async (switching) => {
    const { tx, moment } = switching;
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'publish', answer.topic_id);
    const row = await store.draftOf(tx, answer.id);
    const conflict = editConflict(input.key, input.expectedEdit, row);
    if (conflict) return unchanged(conflict);
    if (!row) throw new AppError('NOT_FOUND', `There is no draft of ${input.key}.`);
    const found = obstaclesTo({
      ...(await surroundings(tx, answer, draftFrom(input.key, row), moment)),
      markdownProblems: ctx.markdownProblems,
    });
    if (found.length > 0) return unchanged({ outcome: 'blocked', obstacles: found });
    const outcome = await insertNextVersion(ctx, switching, answer, row);
    return switched(outcome, {
      details: { version: outcome.number, hash: textHash(ctx.sourceLocale, row), effectiveFrom: row.effective_from },
      people: { author: row.author, reviewer: row.reviewer },
    });
  });
}

async function insertNextVersion(
  ctx: PublishContext,
  { tx, moment, sequence }: Switching,
  answer: Row<'answer'>,
  draft: Row<'draft'>,
): Promise<Extract<PublishOutcome, { outcome: 'published' }>> {
  const number = ((await store.latestVersion(tx, answer.id))?.number ?? 0) + 1;
  await store.insertVersion(tx, {
    answer_id: answer.id,
    number,
    hash: textHash(ctx.sourceLocale, draft),
    question: draft.question,
    title: draft.title,
    body: draft.body,
    short: draft.short,
    author: draft.author,
    reviewer: draft.reviewer,
    change_note: draft.change_note,
    significance: draft.significance,
    effective_from: draft.effective_from && draft.effective_from > moment ? draft.effective_from : moment,
    effective_to: draft.effective_to,
    recorded_at: moment,
  });
  await store.insertTransition(tx, {
    answer_id: answer.id,
    from_state: draft.state,
    to_state: 'PUBLISHED',
    actor: ctx.actor.name,
    note: draft.change_note,
    at: moment,
  });
  await store.deleteDraft(tx, answer.id);
  return { outcome: 'published', key: answer.key, number, snapshotSequence: sequence };
}
