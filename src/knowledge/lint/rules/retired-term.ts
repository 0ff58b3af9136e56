import { languageOf, type LintRule } from '../lint-rule.js';
import { occurrencesOf } from '../occurrences.js';

/** Words that the organisation has given up, such as the old name of a product. */
export const retiredTerm: LintRule = {
  name: 'retired-term',
  weight: 3,
  check: (text, { retiredTerms }) =>
    retiredTerms
      .filter(({ locale }) => locale === null || languageOf(locale) === languageOf(text.locale))
      .flatMap(({ term, useInstead }) =>
        occurrencesOf(text, term).map((place) => ({
          ...place,
          message: `We no longer say “${term}”: say “${useInstead}”.`,
          suggestion: useInstead,
        })),
      ),
};
