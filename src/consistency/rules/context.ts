import type { Fact } from '../analysis/model.js';

/** How much the words around two facts have in common, 0–1: shared weight over the smaller context, damped where there are few words. */
export function contextLikeness(a: Fact, b: Fact): number {
  const [small, large] = a.context.size <= b.context.size ? [a.context, b.context] : [b.context, a.context];
  let shared = 0;
  for (const [stem, weight] of small) shared += Math.min(weight, large.get(stem) ?? 0);
  if (shared === 0) return 0;
  return shared / (Math.min(total(a), total(b)) + 0.5);
}

const totals = new WeakMap<Fact, number>();

function total(fact: Fact): number {
  const known = totals.get(fact);
  if (known !== undefined) return known;
  let sum = 0;
  for (const weight of fact.context.values()) sum += weight;
  totals.set(fact, sum);
  return sum;
}
