import type { Comparison, Difference } from '../comparison.js';
import { covers, type LearnedRule } from './learned-rule.js';

/** What applying a rule needs of it. */
export type AppliedRule = Pick<LearnedRule, 'id' | 'kind' | 'canonical' | 'observed'>;

/**
 * What is held of two texts when people have taught that some expressions mean the same. A difference that a rule is about stays, with tier info and a
 * note; the verdict is then that of what is left. Pure.
 */
export function withLearnedRules(compared: Comparison, rules: readonly AppliedRule[]): Comparison {
  if (rules.length === 0 || compared.verdict !== 'contradicts') return compared;
  const differences = compared.differences.map((difference) => noted(difference, rules));
  if (differences.every((difference, i) => difference === compared.differences[i])) return compared;
  const serious = differences.filter(({ tier }) => tier !== 'info');
  if (serious.length > 0)
    return {
      ...compared,
      differences,
      tier: serious.some(({ tier }) => tier === 'alert') ? 'alert' : 'possible',
      confidence: Math.max(...serious.map(({ confidence }) => confidence)),
    };
  const has = (kind: string) => differences.some((difference) => difference.kind === kind);
  const verdict = has('missing') ? 'incomplete' : has('extra') ? 'extra' : 'same';
  return { ...compared, verdict, tier: 'info', confidence: 0.8, differences };
}

function noted(difference: Difference, rules: readonly AppliedRule[]): Difference {
  if (difference.tier === 'info') return difference;
  const rule = rules.find((one) => covers(one, difference));
  return rule ? { ...difference, tier: 'info', note: `Learned rule ${rule.id}: both mean the same here.` } : difference;
}
