import type { FoundFact } from './model.js';
import type { Reader } from './reader.js';
import type { Clauses } from './scope.js';

const reach = 25;

/** The stems around each fact with their weight: the clause counts fully, the rest of the sentence less, the sentence before a little. */
export function contextsOf(
  reader: Reader,
  facts: readonly FoundFact[],
  clauses: Clauses,
  before: ReadonlySet<string>,
): Map<string, number>[] {
  const covered = new Uint8Array(reader.tokens.length);
  for (const fact of facts)
    if (fact.key !== 'money:* 0' && fact.key !== 'money:* some') covered.fill(1, fact.from, fact.to);
  return facts.map((fact) => contextOf(reader, fact, { clauses, covered, before }));
}

/** The sum of the weights of a context. */
export function weightOf(context: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const weight of context.values()) sum += weight;
  return sum;
}

interface Surroundings {
  readonly clauses: Clauses;
  readonly covered: Uint8Array;
  readonly before: ReadonlySet<string>;
}

function contextOf(
  reader: Reader,
  { from, to, type }: FoundFact,
  { clauses, covered, before }: Surroundings,
): Map<string, number> {
  const context = new Map<string, number>();
  // Every amount stands near a word for cost: it tells nothing about which.
  const tells = (stem: string) => type !== 'money' || stem !== '§cost';
  const [start, end] = clauses.around(from, to);
  // In a short sentence or a table's row every word is near.
  const outside = reader.tokens.length <= 14 ? 0.7 : 0.35;
  for (let index = Math.max(0, from - reach); index < Math.min(reader.tokens.length, to + reach); index += 1) {
    const stem = reader.tokens[index]?.stem ?? null;
    if (stem === null || covered[index] === 1 || (index >= from && index < to) || !tells(stem)) continue;
    const weight = index >= start && index < end ? 1 : outside;
    context.set(stem, Math.max(context.get(stem) ?? 0, weight));
  }
  // "It costs £5 a month." takes its subject from the sentence before.
  const inherited = context.size <= 2 ? 0.4 : 0.12;
  for (const stem of before) if (!context.has(stem) && tells(stem)) context.set(stem, inherited);
  return context;
}
