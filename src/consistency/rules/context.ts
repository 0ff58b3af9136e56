import type { Fact } from '../analysis/model.js';

/** How much the words around two facts have in common, 0–1: shared weight over the smaller context, damped where there are few words. */
export function contextLikeness(a: Fact, b: Fact): number {
  const [small, large] = a.context.size <= b.context.size ? [a.context, b.context] : [b.context, a.context];
  let shared = 0;
  for (const [stem, weight] of small) shared += Math.min(weight, large.get(stem) ?? 0);
  if (shared === 0) return 0;
  return shared / (Math.min(a.contextWeight, b.contextWeight) + 0.5);
}
