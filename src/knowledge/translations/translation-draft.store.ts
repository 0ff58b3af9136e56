import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';

/** A working copy with the key of its answer and the number of the version that it translates. */
export type TranslationDraftRow = Row<'translation_draft'> & {
  readonly answerKey: string;
  readonly sourceNumber: number;
};

function drafts(db: Database) {
  return db
    .selectFrom('translation_draft')
    .innerJoin('answer', 'answer.id', 'translation_draft.answer_id')
    .innerJoin('answer_version', 'answer_version.id', 'translation_draft.source_version_id')
    .selectAll('translation_draft')
    .select(['answer.key as answerKey', 'answer_version.number as sourceNumber']);
}

export function translationDraftRow(
  db: Database,
  answerKey: string,
  locale: string,
): Promise<TranslationDraftRow | undefined> {
  return drafts(db)
    .where('answer.key', '=', answerKey)
    .where('translation_draft.locale', '=', locale)
    .executeTakeFirst();
}

/** Every working copy in a language, of whatever state. */
export function translationDraftRows(db: Database, locale: string): Promise<TranslationDraftRow[]> {
  return drafts(db).where('translation_draft.locale', '=', locale).orderBy('translation_draft.id').execute();
}

/** Writes the working copy, in the place of the one that is there. */
export async function putTranslationDraft(db: Database, row: NewRow<'translation_draft'>): Promise<void> {
  const { answer_id: _, locale: __, ...written } = row;
  await db
    .insertInto('translation_draft')
    .values(row)
    .onConflict((conflict) => conflict.columns(['answer_id', 'locale']).doUpdateSet(written))
    .execute();
}

export async function returnTranslationDraft(
  db: Database,
  id: number,
  returned: { readonly edit: number; readonly reviewer: string; readonly note: string; readonly at: Date },
): Promise<void> {
  const { edit, reviewer, note, at } = returned;
  await db
    .updateTable('translation_draft')
    .set({ state: 'RETURNED', edit, reviewer, note, updated_at: at })
    .where('id', '=', id)
    .execute();
}

export async function deleteTranslationDraft(db: Database, id: number): Promise<void> {
  await db.deleteFrom('translation_draft').where('id', '=', id).execute();
}
