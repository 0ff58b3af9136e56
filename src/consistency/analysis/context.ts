import type { FactContext, FoundFact } from './model.js';
import type { Reader } from './reader.js';
import type { Clauses } from './scope.js';

const reach = 25;
// Every amount stands near a word for cost: it tells nothing about which.
const untold = '§cost';

/** The stems around each fact with their weight: the clause counts fully, the rest of the sentence less, the sentence before a little. */
export function contextsOf(
  reader: Reader,
  facts: readonly FoundFact[],
  clauses: Clauses,
  before: ReadonlySet<string>,
): FactContext[] {
  if (facts.length === 0) return [];
  const covered = new Uint8Array(reader.tokens.length);
  for (const fact of facts)
    if (fact.key !== 'money:* 0' && fact.key !== 'money:* some') covered.fill(1, fact.from, fact.to);
  return facts.map((fact) => {
    const own = ownContext(reader, fact, clauses, covered);
    // "It costs £5 a month." takes its subject from the sentence before.
    return contextAfter(own, fact, before);
  });
}

/** The context of a fact whose own sentence has these stems, after a sentence with those. */
export function contextAfter(
  own: ReadonlyMap<string, number>,
  { type }: Pick<FoundFact, 'type'>,
  before: ReadonlySet<string>,
): FactContext {
  const told = type === 'money' && before.has(untold) ? without(before, untold) : before;
  return contextOf(own, told, own.size <= 2 ? 0.4 : 0.12);
}

/** The context made of the stems of a sentence with their weight, and those of the sentence before, which all weigh the same. */
export function contextOf(
  own: ReadonlyMap<string, number>,
  before: ReadonlySet<string>,
  inherited: number,
): FactContext {
  let { size } = own;
  let weight = 0;
  for (const each of own.values()) weight += each;
  for (const stem of before) {
    if (own.has(stem)) continue;
    size += 1;
    weight += inherited;
  }
  return { own, before, inherited, size, weight };
}

function ownContext(
  reader: Reader,
  { from, to, type }: FoundFact,
  clauses: Clauses,
  covered: Uint8Array,
): Map<string, number> {
  const context = new Map<string, number>();
  const [start, end] = clauses.around(from, to);
  // In a short sentence or a table's row every word is near.
  const outside = reader.tokens.length <= 14 ? 0.7 : 0.35;
  const last = Math.min(reader.tokens.length, to + reach);
  for (let index = Math.max(0, from - reach); index < last; index += 1) {
    const stem = reader.tokens[index]?.stem ?? null;
    if (stem === null || covered[index] === 1 || (index >= from && index < to)) continue;
    if (type === 'money' && stem === untold) continue;
    const weight = index >= start && index < end ? 1 : outside;
    if (weight > (context.get(stem) ?? 0)) context.set(stem, weight);
  }
  return context;
}

function without(stems: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const rest = new Set(stems);
  rest.delete(one);
  return rest;
}
