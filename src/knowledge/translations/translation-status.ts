import type { LocalText, PublishedAnswer } from '../snapshot.js';

/** How a translation stands to its source: one that a machine made and nobody has read is MACHINE, unless the source has left it behind. */
export const translationStatuses = ['CURRENT', 'OUTDATED', 'MISSING', 'MACHINE'] as const;
export type TranslationStatus = (typeof translationStatuses)[number];

/** An answer's translation into one locale, as far as there is one. */
export interface TranslationState {
  readonly locale: string;
  readonly status: TranslationStatus;
  /** The number of the version that was translated; null = there is no translation. */
  readonly sourceVersion: number | null;
  /** The number of the version that holds. */
  readonly currentVersion: number;
  readonly text: LocalText | null;
}

/** How an answer stands in each of the locales; the source locale is no translation and is left out. */
export function translationStates(
  answer: PublishedAnswer,
  locales: Iterable<string>,
  sourceLocale: string,
): readonly TranslationState[] {
  return [...new Set(locales)]
    .filter((locale) => locale !== sourceLocale)
    .map((locale) => translationState(answer, locale));
}

/** How an answer stands in one locale. */
export function translationState(answer: PublishedAnswer, locale: string): TranslationState {
  const text = answer.texts.get(locale) ?? null;
  return {
    locale,
    status: text === null ? 'MISSING' : text.outdated ? 'OUTDATED' : text.machine ? 'MACHINE' : 'CURRENT',
    sourceVersion: text?.sourceVersion ?? null,
    currentVersion: answer.version.number,
    text,
  };
}

/** Whether the meaning changed between the version that was translated and the one that holds: a minor change outdates nothing. */
export function isOutdated(sourceVersion: number, currentVersion: number, majorVersions: readonly number[]): boolean {
  const [low, high] = [Math.min(sourceVersion, currentVersion), Math.max(sourceVersion, currentVersion)];
  return majorVersions.some((number) => number > low && number <= high);
}
