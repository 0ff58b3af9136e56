import type { LintIssue, LintRule, LintSurroundings, LintText } from './lint-rule.js';
import { deadLink } from './rules/dead-link.js';
import { hardToRead } from './rules/hard-to-read.js';
import { headingOrder } from './rules/heading-order.js';
import { imageAltText } from './rules/image-alt-text.js';
import { jargon } from './rules/jargon.js';
import { longSentence } from './rules/long-sentence.js';
import { mustSay } from './rules/must-say.js';
import { passiveVoice } from './rules/passive-voice.js';
import { requiredPart } from './rules/required-part.js';
import { retiredTerm } from './rules/retired-term.js';

/** Every rule. A new one is a file with a line here. */
export const lintRules: readonly LintRule[] = [
  mustSay,
  deadLink,
  requiredPart,
  retiredTerm,
  imageAltText,
  headingOrder,
  longSentence,
  hardToRead,
  passiveVoice,
  jargon,
];

/** How much each rule counts, by its name; one that is not named counts as it says itself, one of weight 0 is not asked. */
export type LintWeights = Readonly<Record<string, number>>;

/** What a text could do better. */
export interface Lint {
  /** 100 = no remark, 0 = every rule has all that it can say. */
  readonly score: number;
  readonly issues: readonly (LintIssue & { readonly rule: string })[];
}

/** From so many remarks on, a rule takes its whole weight from the score. */
const whole = 3;

/** Asks every rule. Each takes its share of the score by thirds: one remark a third, three or more all of it. */
export function lintText(text: LintText, around: LintSurroundings, weights: LintWeights = {}): Lint {
  const asked = lintRules
    .map((rule) => ({ rule, weight: weights[rule.name] ?? rule.weight }))
    .filter(({ weight }) => weight > 0)
    .map(({ rule, weight }) => ({ rule: rule.name, weight, found: rule.check(text, around) }));
  const sum = (of: (one: (typeof asked)[number]) => number) => asked.reduce((total, one) => total + of(one), 0);
  const lost = sum(({ weight, found }) => weight * (Math.min(found.length, whole) / whole));
  return {
    score: asked.length === 0 ? 100 : Math.round(100 * (1 - lost / sum(({ weight }) => weight))),
    issues: asked.flatMap(({ rule, found }) => found.map((issue) => ({ ...issue, rule }))),
  };
}
