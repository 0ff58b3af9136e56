import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import { allowUnderTopic } from './allow-under-topic.js';
import * as store from './answer.store.js';
import { type DraftOutcome, lockedAnswer, saveDraft } from './draft-answer.js';

/** The texts of an answer in which words can be exchanged. */
export interface ExchangedTexts {
  readonly body: string;
  readonly short: string;
}

/**
 * Exchanges words in the working copy, or in a new one of the newest version, and leaves all others as they are. `exchange` sees the words under the
 * lock, and whom the answer is for, so that nothing which somebody wrote meanwhile is lost; what it throws undoes all.
 */
export async function exchangeInDraft(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  input: { readonly key: string; readonly expectedEdit: number; readonly changeNote: string },
  exchange: (texts: ExchangedTexts, answer: Pick<Row<'answer'>, 'scope'>) => ExchangedTexts,
): Promise<DraftOutcome> {
  allow(ctx.actor, 'write drafts');
  return ctx.db.transaction().execute(async (tx) => {
    const { key, expectedEdit, changeNote } = input;
    const answer = await lockedAnswer(tx, key);
    // Before `exchange`, whose complaints tell what the draft says.
    await allowUnderTopic(tx, ctx.actor, 'write', answer.topic_id);
    const draft = await store.draftOf(tx, answer.id);
    // Somebody was quicker: saving says so before it writes anything.
    if ((draft?.edit ?? 0) !== expectedEdit) return saveDraft(ctx, tx, { key, expectedEdit });
    const before = draft ?? (await store.latestVersion(tx, answer.id));
    const { body, short } = exchange({ body: before?.body ?? '', short: before?.short ?? '' }, answer);
    return saveDraft(ctx, tx, { key, expectedEdit, body, short, ...(draft ? {} : { changeNote }) });
  });
}
