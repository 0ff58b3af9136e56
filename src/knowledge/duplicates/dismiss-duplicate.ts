import { type Actor, allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { NewRow } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import { textHash } from '../answer.js';
import * as store from '../answer.store.js';
import { draftFrom, editConflict } from '../draft.js';
import { type DraftOutcome, lockedAnswer } from '../draft-answer.js';
import type { Snapshot } from '../snapshot.js';
import { insertDismissals } from './duplicate.store.js';
import { writtenIn } from './duplicates-of-draft.js';
import { similarTo } from './similar-answers.js';

/** Says that the draft of `key`, as of that edit, and the answer `other` are not the same. It holds until one of the two says another word. */
export async function dismissDuplicate(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor; readonly snapshot: Snapshot },
  input: { readonly key: string; readonly other: string; readonly expectedEdit: number },
): Promise<DraftOutcome> {
  allow(ctx.actor, 'write drafts');
  return ctx.db.transaction().execute(async (tx) => {
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    const draft = await store.draftOf(tx, answer.id);
    const conflict = editConflict(input.key, input.expectedEdit, draft);
    if (conflict) return conflict;
    if (!draft) throw new AppError('NOT_FOUND', `There is no draft of ${input.key}.`);
    const other = await store.answerByKey(tx, input.other);
    const found = await similarTo({ db: tx, snapshot: ctx.snapshot }, writtenIn(ctx.snapshot, draft, answer));
    const alike = found.filter((one) => one.answer === input.other);
    if (!other || alike.length === 0)
      throw new AppError('BAD_INPUT', 'other must be one of the answers that the draft resembles.');
    const [at, hash] = [ctx.clock.now(), textHash(ctx.snapshot.sourceLocale, draft)];
    const by = { dismissed_by: ctx.actor.name, dismissed_at: at };
    await insertDismissals(
      tx,
      alike.map((one) => ({ ...by, ...inOrder([answer.id, hash], [other.id, one.hash]) })),
    );
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'duplicate.dismissed',
      subject: `answer/${input.key}`,
      details: { other: input.other, edit: draft.edit, words: hash, otherWords: alike.map((one) => one.hash) },
    });
    return { outcome: 'saved', draft: draftFrom(input.key, draft) };
  });
}

type Side = readonly [id: number, hash: string];

/** A pair is one pair, whichever of the two is being written. */
function inOrder(
  one: Side,
  other: Side,
): Pick<NewRow<'duplicate_dismissal'>, 'answer_id' | 'other_id' | 'answer_hash' | 'other_hash'> {
  const [[answer_id, answer_hash], [other_id, other_hash]] = one[0] < other[0] ? [one, other] : [other, one];
  return { answer_id, other_id, answer_hash, other_hash };
}
