import type { Snapshot } from '../../knowledge/index.js';
import { analyse } from '../analysis/analyse.js';
import type { Analysis, Fact } from '../analysis/model.js';
import { compare } from '../compare.js';
import type { Difference, Tier } from '../comparison.js';
import type { Said } from './said-in.js';

/**
 * Where two sentences of published answers contradict each other, in those tiers: only where both say something of the same thing, and not where two
 * facts of different names have different values. The gate and the report of what is published ask it alike.
 */
export function contradictionsBetween(
  { validAt }: Pick<Snapshot, 'validAt'>,
  [said, other]: readonly [Said, Said],
  tiers: readonly Tier[],
): readonly Difference[] {
  const { differences } = compare({
    canonical: said.text,
    observed: other.text,
    locale: said.locale,
    scope: { ...said.answer.scope, ...other.answer.scope },
    moment: validAt.toISOString().slice(0, 10),
  });
  return differences.filter(
    (difference) =>
      tiers.includes(difference.tier) &&
      !(isValue(difference.a, said) && isValue(difference.b, other)) &&
      isOnOneSubject(difference, said, other),
  );
}

const fewestStems = 2;

/**
 * Whether what differs is said of one thing: the words that carry meaning are the same in both sentences, or in the clauses around the two values. One
 * word more on either side may name another thing: a virtual card is not a card, and an umbrella is not a chair.
 */
function isOnOneSubject({ a, b }: Difference, said: Said, other: Said): boolean {
  const [one, two] = [analyse(said.text, said.locale), analyse(other.text, other.locale)];
  if (areEqual(one.stems, two.stems)) return true;
  const [value, counterpart] = [valueAt(one, a), valueAt(two, b)];
  return value !== undefined && counterpart !== undefined && areEqual(nearby(value), nearby(counterpart));
}

function valueAt({ facts }: Analysis, quote: Difference['a']): Fact | undefined {
  return facts.find(({ span }) => span.start === quote?.span.start);
}

/** The stems of a value's own clause: they count fully. */
function nearby({ context }: Fact): ReadonlySet<string> {
  return new Set([...context.own].filter(([, weight]) => weight === 1).map(([stem]) => stem));
}

function areEqual(one: ReadonlySet<string>, two: ReadonlySet<string>): boolean {
  return one.size >= fewestStems && one.size === two.size && [...one].every((stem) => two.has(stem));
}

/** Whether what differs was put in by a fact: the facts are different then, or the values would be the same. */
function isValue(quote: Difference['a'], { values }: Said): boolean {
  return quote !== null && values.some((value) => value.includes(quote.text) || quote.text.includes(value));
}
