import { type Actor, allow } from '../../access/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { record } from '../../platform/audit/index.js';
import { announce } from '../../platform/events.js';
import { requireText } from '../../platform/text.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import * as answers from '../answer.store.js';
import { draftFrom, type EditConflict, editConflict } from '../draft.js';
import { lockedAnswer } from '../draft-answer.js';
import { type FactCheck, wordsHash } from './fact-check.js';
import { signFactCheck } from './fact-check-token.js';
import { factCheckFrom } from './read-review.js';
import * as store from './review.store.js';

/** Whom to ask whether a draft is true. */
export interface FactCheckInput {
  readonly key: string;
  readonly expectedEdit: number;
  readonly name: string;
  readonly email: string;
}

export type FactCheckOutcome =
  | { readonly outcome: 'requested'; readonly factCheck: FactCheck; readonly token: string }
  | EditConflict;

const lifetimeMs = 7 * 24 * 3_600_000;
const emailForm = /^[^\s@]{1,64}@[^\s@]{1,250}$/;

/** Makes a link, good for a week and for one reply, by which an expert without an account reads the draft and says whether it is true. */
export async function requestFactCheck(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor; readonly factCheckKey: Uint8Array },
  input: FactCheckInput,
): Promise<FactCheckOutcome> {
  allow(ctx.actor, 'write drafts');
  const name = requireText('name', input.name, { max: 120 });
  const email = input.email.trim().toLowerCase();
  if (!emailForm.test(email)) throw new AppError('BAD_INPUT', 'email must be an e-mail address.');
  return ctx.db.transaction().execute(async (tx) => {
    const answer = await lockedAnswer(tx, input.key);
    await allowUnderTopic(tx, ctx.actor, 'review', answer.topic_id);
    const row = await answers.draftOf(tx, answer.id);
    const conflict = editConflict(input.key, input.expectedEdit, row);
    if (conflict) return conflict;
    if (!row) throw new AppError('NOT_FOUND', `There is no draft of ${input.key}.`);
    const now = ctx.clock.now();
    const words = wordsHash(draftFrom(input.key, row));
    const check = await store.insertFactCheck(tx, {
      answer_id: answer.id,
      draft_id: row.id,
      edit: row.edit,
      words_hash: words,
      name,
      email,
      requested_by: ctx.actor.name,
      requested_at: now,
      expires_at: new Date(now.getTime() + lifetimeMs),
    });
    await announce(tx, 'fact-check.requested', { subject: `answer/${input.key}`, factCheck: check.id }, now);
    await record(tx, {
      actor: ctx.actor,
      at: now,
      action: 'fact-check.requested',
      subject: `answer/${input.key}`,
      details: { factCheck: check.id, edit: row.edit, words },
    });
    const token = await signFactCheck(ctx.factCheckKey, check.id, check.expires_at);
    return { outcome: 'requested', factCheck: factCheckFrom(check, words), token };
  });
}
