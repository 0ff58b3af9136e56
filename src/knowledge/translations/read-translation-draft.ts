import type { Database } from '../../platform/database/database.js';
import { type AnswerText } from '../answer.js';
import { answerByKey, latestVersion } from '../answer.store.js';
import { type TranslationDraft, translationDraftFrom } from './translation-draft.js';
import { translationDraftRow, translationDraftRows } from './translation-draft.store.js';
import { latestTranslation, versionNumbered } from './translation.store.js';

/** The working copy of an answer in a language, or null. */
export async function translationDraftOf(db: Database, key: string, locale: string): Promise<TranslationDraft | null> {
  const row = await translationDraftRow(db, key, locale);
  return row ? translationDraftFrom(row) : null;
}

/** Every working copy in a language, by the key of its answer. */
export async function translationDraftsInto(
  db: Database,
  locale: string,
): Promise<ReadonlyMap<string, TranslationDraft>> {
  const rows = await translationDraftRows(db, locale);
  return new Map(rows.map((row) => [row.answerKey, translationDraftFrom(row)]));
}

/** What a reviewer reads beside a working copy. */
export interface BesideTranslation {
  /** What it translates. */
  readonly source: AnswerText;
  /** The newest version of the source, also one that waits for its day. */
  readonly newest: AnswerText & { readonly number: number };
  /** The newest published translation; null when there is none. */
  readonly published: AnswerText | null;
}

/** Reads the texts that stand beside a working copy; null when its answer is retired. */
export async function besideTranslation(db: Database, draft: TranslationDraft): Promise<BesideTranslation | null> {
  const answer = await answerByKey(db, draft.answerKey);
  const source = await versionNumbered(db, draft.answerKey, draft.sourceVersion);
  const newest = answer && (await latestVersion(db, answer.id));
  if (!source || !newest) return null;
  return { source, newest, published: (await latestTranslation(db, answer.id, draft.locale)) ?? null };
}
