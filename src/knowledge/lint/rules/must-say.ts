import type { LintRule } from '../lint-rule.js';

/** Clauses that the law or the organisation demands. */
export const mustSay: LintRule = {
  name: 'must-say',
  weight: 5,
  check: (text, around) =>
    around.mustSay
      .filter((clause) => !text.body.includes(clause))
      .map((clause) => ({
        field: 'body',
        start: text.body.length,
        end: text.body.length,
        message: `The body must say: “${clause}”`,
        suggestion: clause,
      })),
};
