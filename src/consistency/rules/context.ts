import type { Fact, FactContext } from '../analysis/model.js';

/** How much the words around two facts have in common, 0–1: shared weight over the smaller context, damped where there are few words. */
export function contextLikeness({ context: a }: Fact, { context: b }: Fact): number {
  if (a === b) return a.weight / (a.weight + 0.5);
  const shared = a.size <= b.size ? sharedWeight(a, b) : sharedWeight(b, a);
  return shared === 0 ? 0 : shared / (Math.min(a.weight, b.weight) + 0.5);
}

function sharedWeight(small: FactContext, large: FactContext): number {
  let shared = 0;
  for (const stem of small.own.keys()) shared += Math.min(small.own.get(stem) as number, weightIn(large, stem));
  for (const stem of small.before) if (!small.own.has(stem)) shared += Math.min(small.inherited, weightIn(large, stem));
  return shared;
}

function weightIn({ own, before, inherited }: FactContext, stem: string): number {
  return own.get(stem) ?? (before.has(stem) ? inherited : 0);
}
