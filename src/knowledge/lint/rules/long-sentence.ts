import { languageOf, type LintRule } from '../lint-rule.js';
import { proseOf } from '../sentences.js';

/** German sentences are shorter for their longer words, Spanish and Arabic ones longer for their joined clauses. */
const mostWords: Readonly<Record<string, number>> = { en: 30, de: 26, es: 34, ar: 34 };

/** Sentences that a reader has to begin twice. */
export const longSentence: LintRule = {
  name: 'long-sentence',
  weight: 2,
  check: (text) => {
    const most = mostWords[languageOf(text.locale)] ?? 30;
    return proseOf(text)
      .filter(({ words }) => words.length > most)
      .map(({ field, start, end, words }) => ({
        field,
        start,
        end,
        message: `This sentence has ${words.length} words: split it, at most ${most} are easy to follow.`,
        suggestion: null,
      }));
  },
};
