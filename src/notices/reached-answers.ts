import type { PublishedAnswer, Snapshot, TouchedAnswer } from '../knowledge/index.js';

/** A published answer that a change reaches. */
export interface Reached {
  readonly answer: PublishedAnswer;
  /** Those in which its readers would get something else. */
  readonly locales: readonly string[];
  /** Where the words that are served now would be replaced by others; values of facts apart. */
  readonly superseded: 'EVERYWHERE' | readonly string[];
}

/** Puts together the answers whose words change with those that show a changed fact, each once, in key order; an unpublished one has no readers yet. */
export function reachedAnswers(
  snapshot: Snapshot,
  subjects: {
    readonly answers: readonly string[];
    readonly translations: readonly { readonly answer: string; readonly locale: string }[];
  },
  touched: readonly TouchedAnswer[],
): readonly Reached[] {
  const rewritten = new Set(subjects.answers);
  const translated = Map.groupBy(subjects.translations, ({ answer }) => answer);
  const showing = new Map(touched.map((one) => [one.answer.key, one.locales]));
  const keys = [...new Set([...rewritten, ...translated.keys(), ...showing.keys()])].sort();
  return keys.flatMap((key): readonly Reached[] => {
    const answer = snapshot.answers.get(key);
    if (!answer) return [];
    if (rewritten.has(key)) return [{ answer, locales: [...answer.texts.keys()], superseded: 'EVERYWHERE' }];
    const locales = (translated.get(key) ?? []).map(({ locale }) => locale);
    return [{ answer, locales: [...new Set([...locales, ...(showing.get(key) ?? [])])], superseded: locales }];
  });
}
