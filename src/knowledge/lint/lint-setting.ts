import type { RetiredTerm } from './lint-rule.js';
import type { LintWeights } from './lint-text.js';

/** What the organisation has set for the lint of all its texts. */
export interface LintSetting {
  /** Grows by one with every change; 0 = nobody has set anything. */
  readonly number: number;
  readonly weights: LintWeights;
  readonly retiredTerms: readonly RetiredTerm[];
  readonly setBy: string | null;
  readonly setAt: Date | null;
}
