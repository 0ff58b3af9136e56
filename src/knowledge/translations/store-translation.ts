import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { type AnswerText, textHash } from '../answer.js';
import { insertTranslation } from '../answer.store.js';

/** A translation of one version that nothing speaks against any more. */
export interface NewTranslation extends AnswerText {
  readonly source: Pick<Row<'answer_version'>, 'id' | 'answer_id' | 'number' | 'redacted_at'>;
  readonly locale: string;
  /** Whether a machine made the words. */
  readonly machine: boolean;
  readonly translator: string;
  /** Who read it; null = no person did. */
  readonly reviewer: string | null;
  readonly moment: Date;
}

/** Writes the translation and gives the hash of its words; throws for one of a version whose words were taken out by law. */
export async function storeTranslation(tx: DatabaseTransaction, translation: NewTranslation): Promise<string> {
  const { source, locale, machine, translator, reviewer, moment } = translation;
  if (source.redacted_at)
    throw new AppError('BAD_INPUT', `Version ${source.number} is redacted: there is nothing left to translate.`);
  const text: AnswerText = {
    question: translation.question,
    title: translation.title,
    body: translation.body,
    short: translation.short,
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
    reviewer,
    recorded_at: moment,
  });
  return hash;
}
