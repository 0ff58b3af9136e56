import type { SearchMatch } from '../search-engine.js';

/** What a word is worth by where it stands: in question or title, in a phrasing, in the body. */
export const placeWorth = { head: 1, said: 0.8, body: 0.4 } as const;

/** Of what a score is made: how much of the query stands where, how much of the question was asked for, and whether it was asked word for word. */
const scoreParts = { coverage: 0.7, share: 0.1, exact: 0.2 } as const;

/** What a document holds of a query: the weights of its units, each by what the place is worth; how many stand in its head; whether it is asked word for word. */
export interface Holding {
  readonly value: number;
  readonly inHead: number;
  readonly exact: number;
}

/** How well a document fits, from 0 to 1 in steps of 0.0001. */
export function totalScore({ value, inHead, exact }: Holding, weight: number, questionLength: number): number {
  const share = Math.min(1, inHead / Math.max(1, questionLength));
  const score = scoreParts.coverage * (value / weight) + scoreParts.share * share + scoreParts.exact * exact;
  return Math.round(score * 10_000) / 10_000;
}

/** Below this share of the query's weight, and of the best score, a document is no hit. */
export const floors: Readonly<Record<SearchMatch, { readonly coverage: number; readonly ofBest: number }>> = {
  all: { coverage: 1, ofBest: 0 },
  most: { coverage: 0.6, ofBest: 0.4 },
  any: { coverage: 0, ofBest: 0.3 },
};

/** How much a word tells that so many of the documents hold (idf, as BM25 has it, never 0). */
export function rarity(documents: number, holding: number): number {
  return Math.log(1 + (documents + 1) / (Math.min(holding, documents) + 0.5));
}

/**
 * The units of which a document must hold at least one to reach a coverage: the rarest that together weigh more than what may be missing. A document
 * that has none of them cannot be a hit, so that frequent words need not be read through.
 */
export function decisive<U extends { readonly weight: number }>(units: readonly U[], match: SearchMatch): readonly U[] {
  const sum = units.reduce((total, { weight }) => total + weight, 0);
  const mayMiss = sum * (1 - floors[match].coverage);
  const byRarity = [...units].sort((a, b) => b.weight - a.weight);
  let weight = 0;
  const needed = byRarity.findIndex((unit) => (weight += unit.weight) > mayMiss + 1e-9);
  return needed === -1 ? byRarity : byRarity.slice(0, needed + 1);
}
