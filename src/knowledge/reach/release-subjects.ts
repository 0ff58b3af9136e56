import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { itemsOf, releaseByKey } from '../releases/release.store.js';

/** What a release would change, by what is in it. */
export interface ReleaseSubjects {
  readonly answers: readonly string[];
  readonly translations: readonly { readonly answer: string; readonly locale: string }[];
  readonly statements: readonly number[];
}

/** What is in a release that was not published yet; phrasings change no words. Throws NOT_FOUND, or CONFLICT for one that has ended. */
export async function releaseSubjects(db: Database, key: string): Promise<ReleaseSubjects> {
  const release = await releaseByKey(db, key);
  if (!release) throw new AppError('NOT_FOUND', `There is no release named ${key.slice(0, 100)}.`);
  if (!['OPEN', 'APPROVED', 'SCHEDULED'].includes(release.state))
    throw new AppError(
      'CONFLICT',
      `The release ${key} is ${release.state.toLowerCase().replaceAll('_', ' ')} already.`,
    );
  const items = await itemsOf(db, release.id);
  return {
    answers: items.flatMap(({ kind, answerKey }) => (kind === 'ANSWER' && answerKey !== null ? [answerKey] : [])),
    translations: items.flatMap(({ kind, answerKey: answer, locale }) =>
      kind === 'TRANSLATION' && answer !== null && locale !== null ? [{ answer, locale }] : [],
    ),
    statements: items.flatMap(({ kind, statement_id: id }) => (kind === 'FACT' && id !== null ? [id] : [])),
  };
}
