import { type Actor, allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { allowUnderTopic } from '../allow-under-topic.js';
import { lockedAnswer } from '../draft-answer.js';
import type { TranslationStep } from './publish-translation.js';
import { translationConflict, type TranslationDraftOutcome, translationDraftFrom } from './translation-draft.js';
import { returnTranslationDraft, translationDraftRow } from './translation-draft.store.js';

/** Sends a proposed translation back with what should change; it may be published once it is proposed again. */
export async function returnTranslation(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  input: TranslationStep & { readonly note: string },
): Promise<TranslationDraftOutcome> {
  allow(ctx.actor, 'review translations');
  const { key, locale, expectedEdit } = input;
  const note = requireText('note', input.note, { max: 1_000 });
  return ctx.db.transaction().execute(async (tx) => {
    const answer = await lockedAnswer(tx, key);
    await allowUnderTopic(tx, ctx.actor, 'review', answer.topic_id);
    const row = await translationDraftRow(tx, key, locale);
    const conflict = translationConflict(expectedEdit, row);
    if (conflict) return conflict;
    if (!row) throw new AppError('NOT_FOUND', `There is no translation of ${key} into ${locale} to return.`);
    if (row.state !== 'PROPOSED')
      throw new AppError('BAD_INPUT', `The translation was returned by ${row.reviewer} already.`);
    const at = ctx.clock.now();
    const returned = { edit: row.edit + 1, reviewer: ctx.actor.name, note };
    await returnTranslationDraft(tx, row.id, { ...returned, at });
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'translation.returned',
      subject: `answer/${key}/${locale}`,
      details: { edit: returned.edit, locale, sourceVersion: row.sourceNumber },
      people: { translator: row.translator },
    });
    const draft = translationDraftFrom({ ...row, ...returned, state: 'RETURNED', updated_at: at });
    return { outcome: 'saved', draft };
  });
}
