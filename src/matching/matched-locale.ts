import type { Audience } from '../access/index.js';
import type { Snapshot } from '../knowledge/index.js';
import { trainedLocales } from './training-input.js';

/** The locale whose phrasings are matched: the tag, its language, or the source locale. */
export function localeFor(snapshot: Snapshot, locale: string, audience: Audience): string {
  const trained = trainedLocales(snapshot, audience);
  const language = locale.split('-')[0] ?? '';
  return [locale, language].find((tag) => trained.includes(tag)) ?? snapshot.sourceLocale;
}
