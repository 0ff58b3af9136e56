import type { Fact } from '../analysis/model.js';
import type { Difference } from '../comparison.js';
import { contextLikeness } from './context.js';
import { sameValue } from './equal-values.js';
import { difference, quoteFact, sameScope, type Reading, type Rule } from './reading.js';

/** Opening hours weekday by weekday: a day that both texts give, with other times or closed. */
export const openingHours: Rule = (reading) => {
  const a = hoursOf(reading.a.facts);
  const b = hoursOf(reading.b.facts);
  const found: Difference[] = [];
  const used = new Set<Fact>();
  for (const one of a) {
    const rivals = b.filter((other) => differs(reading, one, other));
    const other = rivals.sort(
      (x, y) => contextLikeness(one, y) - contextLikeness(one, x) || x.span.start - y.span.start,
    )[0];
    if (other === undefined || used.has(other) || satisfied(one, b) || (one.days !== 0 && satisfied(other, a)))
      continue;
    used.add(other);
    found.push(difference('hours', confidenceOf(one, other, a, b), quoteFact(one), quoteFact(other)));
  }
  return found;
};

function hoursOf(facts: readonly Fact[]): Fact[] {
  return facts.filter(({ type }) => type === 'hours').slice(0, 40);
}

function differs(reading: Reading, a: Fact, b: Fact): boolean {
  if (!sameScope(reading, a.scope, b.scope) || sameValue(a, b)) return false;
  const days = a.days === 0 || b.days === 0 ? 127 : a.days & b.days;
  return days !== 0 && times(a) !== times(b);
}

// Every day of the segment stands with the same times in the other text: "Mon-Fri 9-5, Sat 9-5" is "Mon-Sat 9-5".
function satisfied(fact: Fact, others: readonly Fact[]): boolean {
  if (others.some((other) => sameValue(fact, other))) return true;
  let open = fact.days;
  for (const other of others) if (times(other) === times(fact)) open &= ~other.days;
  return fact.days !== 0 && open === 0;
}

function times({ intervals }: Fact): string {
  return intervals.map(([start, end]) => `${start}-${end}`).join(',');
}

function confidenceOf(one: Fact, other: Fact, a: readonly Fact[], b: readonly Fact[]): number {
  const shared = one.days & other.days;
  const alone =
    a.filter(({ days }) => (days & shared) !== 0 || days === 0).length === 1 &&
    b.filter(({ days }) => (days & shared) !== 0 || days === 0).length === 1;
  const likeness = contextLikeness(one, other);
  if (shared === 0) return alone || (a.length === 1 && b.length === 1) ? 0.9 : likeness >= 0.5 ? 0.7 : 0.4;
  return alone ? 0.95 : likeness >= 0.4 ? 0.9 : 0.6;
}
