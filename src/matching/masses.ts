import type { Phrasing } from './phrasings.js';

/** How much each answer's phrasings weigh together; the answers in the order of their first phrasing. */
export function massesOf(phrasings: readonly Required<Phrasing>[]): ReadonlyMap<string, number> {
  const masses = new Map<string, number>();
  for (const { answerKey, weight } of phrasings) masses.set(answerKey, (masses.get(answerKey) ?? 0) + weight);
  return masses;
}

/** The usual mass of an answer. */
export function meanOf(masses: ReadonlyMap<string, number>): number {
  return [...masses.values()].reduce((sum, mass) => sum + mass, 0) / (masses.size || 1);
}

/** How uneven the masses are: their standard deviation by their mean; 0 where all answers have as many phrasings. */
export function unevennessOf(masses: ReadonlyMap<string, number>): number {
  const mean = meanOf(masses);
  const square = [...masses.values()].reduce((sum, mass) => sum + (mass - mean) * (mass - mean), 0);
  return Math.sqrt(square / (masses.size || 1)) / (mean || 1);
}
