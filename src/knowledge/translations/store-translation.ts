import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { type AnswerText, textHash } from '../answer.js';
import { insertTranslation } from '../answer.store.js';

/** A translation of one version that nothing speaks against any more. */
export interface NewTranslation extends AnswerText {
  readonly source: Pick<Row<'answer_version'>, 'id' | 'answer_id'>;
  readonly locale: string;
  readonly machine?: boolean;
  readonly translator: string;
  readonly moment: Date;
}

/** Writes the translation and gives the hash of its words. */
export async function storeTranslation(tx: DatabaseTransaction, translation: NewTranslation): Promise<string> {
  const { source, locale, machine = false, translator, moment } = translation;
  const text: AnswerText = {
    question: translation.question.trim(),
    title: translation.title.trim(),
    body: translation.body.trim(),
    short: translation.short.trim(),
  };
  const hash = textHash(locale, text);
  await insertTranslation(tx, {
    ...text,
    answer_id: source.answer_id,
    locale,
    source_version_id: source.id,
    hash,
    translator,
    machine,
    recorded_at: moment,
  });
  return hash;
}
