import type { Fact } from '../analysis/model.js';
import { contextLikeness } from './context.js';
import { difference, quoteFact, sameScope, type Rule } from './reading.js';

/** Equal values bounded the other way ("below £31,000", "above £31,000") or standing at each other's place in near-equal sentences. */
export const bounds: Rule = (reading) =>
  reading.changed.flatMap(({ factPairs, likeness, a, b }) =>
    factPairs.flatMap(([one, other]) => {
      if (!sameScope(reading, one.scope, other.scope) || likeness < 0.7) return [];
      const opposed =
        direction(one) * direction(other) < 0 && one.key === other.key && negations(a.text) === negations(b.text);
      if (opposed) return [difference('bound', likeness >= 0.8 ? 0.93 : 0.75, quoteFact(one), quoteFact(other))];
      return swapped(one, other, reading.partners)
        ? [difference('swapped', likeness >= 0.75 ? 0.92 : 0.7, quoteFact(one), quoteFact(other))]
        : [];
    }),
  );

// Both values are found elsewhere, but here each stands where the other should.
function swapped(a: Fact, b: Fact, partners: ReadonlyMap<Fact, Fact>): boolean {
  if (a.type === 'hours' || a.type === 'reference' || a.key === b.key) return false;
  const [ofA, ofB] = [partners.get(a), partners.get(b)];
  if (
    ofA === undefined ||
    ofB === undefined ||
    ofA.key !== a.key ||
    ofB.key !== b.key ||
    ofA === b ||
    a.type !== b.type
  )
    return false;
  // Clauses may have changed places with their values.
  return contextLikeness(a, b) > Math.max(contextLikeness(a, ofA), contextLikeness(ofB, b)) + 0.1;
}

function direction({ comparator }: Fact): number {
  if (comparator === 'at-least' || comparator === 'more-than') return 1;
  return comparator === 'at-most' || comparator === 'less-than' ? -1 : 0;
}

function negations(text: string): number {
  return (text.match(/\b(?:not|no|never|cannot|nicht|kein|nunca|pas|niet|geen)\b|n't/gi) ?? []).length % 2;
}
