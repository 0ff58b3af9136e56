import { languageOf, type LintRule } from '../lint-rule.js';
import { readingEase } from '../reading-ease.js';
import { sentencesIn } from '../sentences.js';

/** A body that is difficult as a whole, by the formula of its language. */
export const hardToRead: LintRule = {
  name: 'hard-to-read',
  weight: 2,
  check: (text) => {
    const sentences = sentencesIn(text, 'body').filter(({ isHeading }) => !isHeading);
    const ease = readingEase(sentences, languageOf(text.locale));
    if (!ease || ease.score >= ease.difficultBelow) return [];
    const [score, least] = [Math.round(ease.score), ease.difficultBelow];
    return [
      {
        field: 'body',
        start: 0,
        end: text.body.length,
        message: `The text is difficult: reading ease ${score}, at least ${least} is wanted (${ease.formula}). Use shorter words and sentences.`,
        suggestion: null,
      },
    ];
  },
};
