import { normalise, phrasingKey } from '../platform/normalise.js';
import { stemmerOf } from './stems.js';
import { tokensOf } from './tokens.js';

/** Questions are alike from this cosine of their stems on, each stem counting by its rarity among them: half of what is said is the same. */
const alike = 0.5;

/**
 * Puts like questions together. The first of a group leads it, and whoever is like a leader joins the one that it is most like; so what is asked most
 * should come first. Gives the places of each group's questions, in the order of their leaders; a pure function of its arguments.
 */
export function groupQuestions(questions: readonly string[], locale: string): readonly (readonly number[])[] {
  const units = questions.map((question) => unitsOf(question, locale));
  const weights = raritiesOf(units);
  const lengths = units.map((own) => Math.sqrt([...own].reduce((sum, unit) => sum + (weights.get(unit) ?? 0) ** 2, 0)));
  const groups: number[][] = [];
  const leadersWith = new Map<string, number[]>();
  units.forEach((own, place) => {
    const found = nearest(own, weights, leadersWith, (group) => {
      const leader = groups[group]?.[0] ?? 0;
      return (lengths[leader] ?? 0) * (lengths[place] ?? 0);
    });
    if (found !== null) {
      groups[found]?.push(place);
      return;
    }
    for (const unit of own) leadersWith.set(unit, [...(leadersWith.get(unit) ?? []), groups.length]);
    groups.push([place]);
  });
  return groups;
}

/** The group whose leader is most alike, the earlier of two; null = none is alike enough. */
function nearest(
  own: ReadonlySet<string>,
  weights: ReadonlyMap<string, number>,
  leadersWith: ReadonlyMap<string, readonly number[]>,
  lengthsWith: (group: number) => number,
): number | null {
  const shared = new Map<number, number>();
  for (const unit of own)
    for (const group of leadersWith.get(unit) ?? [])
      shared.set(group, (shared.get(group) ?? 0) + (weights.get(unit) ?? 0) ** 2);
  let best: number | null = null;
  let highest = 0;
  for (const [group, sum] of [...shared].sort(([a], [b]) => a - b)) {
    const cosine = Math.round((sum / lengthsWith(group)) * 1e6) / 1e6;
    if (cosine >= alike && cosine > highest) [best, highest] = [group, cosine];
  }
  return best;
}

/** Stems of words, and pairs of signs of what is written without spaces. */
function unitsOf(question: string, locale: string): ReadonlySet<string> {
  const stem = stemmerOf(locale);
  const { words, runs } = tokensOf(normalise(question));
  const pairs = runs.flatMap((run) => [...run].slice(1).map((sign, place) => `${[...run][place]}${sign}`));
  const found = new Set([...words.map(stem), ...pairs]);
  return found.size > 0 ? found : new Set([phrasingKey(question)]);
}

function raritiesOf(units: readonly ReadonlySet<string>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const own of units) for (const unit of own) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return new Map([...counts].map(([unit, count]) => [unit, Math.log(1 + units.length / count)]));
}
