import type { PlacedWord } from './indexed-document.js';
import type { Found, Match } from './match-documents.js';
import type { QueryTerm } from './query.js';

/** How well a document does by one rule: `rank` of `of`, higher is better. */
export interface Rank {
  readonly rank: number;
  readonly of: number;
}

/** A document among the hits, with its rank by each rule that counts towards its score. */
export interface Ranked extends Match {
  /** The places of the terms it was kept for. */
  readonly kept: readonly number[];
  readonly ranks: readonly Rank[];
  readonly score: number;
}

const farthest = 8;

/**
 * Which terms a document must have, from all of them down to those that are never given up: terms go from the last one, or from the most frequent one,
 * those that nothing has first and equally frequent ones together. Phrases are kept; without one, so is the term that would go last.
 */
export function keptTerms(
  terms: readonly QueryTerm[],
  matches: readonly Match[],
  strategy: 'last' | 'all' | 'frequency',
): readonly (readonly number[])[] {
  const all = terms.map((_, i) => i);
  if (strategy === 'all' || terms.length === 0) return [all];
  // As in the engine, the frequency is that in the whole index, whatever the filter.
  const frequency = (i: number) => matches.filter(({ found }) => (found[i]?.length ?? 0) > 0).length || Infinity;
  const cost = new Map(all.map((i) => [i, strategy === 'last' ? i : frequency(i)]));
  const free = all.filter((i) => !terms[i]?.phrase);
  const costs = [...new Set(free.map((i) => cost.get(i) ?? 0))].sort((a, b) => (a < b ? 1 : -1));
  if (free.length === all.length) costs.pop();
  return [all, ...costs.map((least) => all.filter((i) => terms[i]?.phrase || (cost.get(i) ?? 0) < least))];
}

/** Keeps the documents that have enough of the terms, and ranks each by the rules. */
export function rankMatches(
  matches: readonly Match[],
  terms: readonly QueryTerm[],
  stages: readonly (readonly number[])[],
  rules: readonly string[],
): readonly Ranked[] {
  return matches.flatMap((match) => {
    const kept = stages.find((stage) => stage.every((i) => (match.found[i]?.length ?? 0) > 0));
    if (!kept) return [];
    const ranks = terms.length === 0 ? [] : rules.flatMap((rule) => ranksBy(rule, match, kept, terms));
    return [{ ...match, kept, ranks, score: scoreOf(ranks) }];
  });
}

/** By each rule in turn; -1 when `a` comes first. */
export function compareRanks(a: Ranked, b: Ranked): number {
  for (const [i, { rank }] of a.ranks.entries()) {
    const other = b.ranks[i]?.rank ?? 0;
    if (rank !== other) return other - rank;
  }
  return 0;
}

/** The ranks as one number from 0 to 1, in which an earlier rule outweighs all later ones (the engine's formula). */
export function scoreOf(ranks: readonly Rank[]): number {
  let [rank, of] = [1, 1];
  for (const next of ranks) {
    rank = (rank - 1) * next.of + next.rank;
    of *= next.of;
  }
  return rank / of;
}

function ranksBy(rule: string, match: Match, kept: readonly number[], terms: readonly QueryTerm[]): readonly Rank[] {
  const found = kept.map((i) => match.found[i] ?? []);
  switch (rule) {
    case 'words':
      return [{ rank: kept.length, of: terms.length }];
    case 'typo':
      return [lessIsBetter(sum(found.map((places) => least(places.map(({ typos }) => typos)))), 2 * terms.length)];
    case 'proximity':
      return [lessIsBetter(distanceOf(found), (farthest - 1) * Math.max(0, found.length - 1))];
    case 'attributeRank':
      return [lessIsBetter(sum(found.map((places) => least(places.map(attributeOf)))), 10 * terms.length)];
    case 'attribute':
      return [...ranksBy('attributeRank', match, kept, terms), ...ranksBy('wordPosition', match, kept, terms)];
    case 'wordPosition':
      return [
        lessIsBetter(
          sum(found.map((places) => least(places.map(({ words }) => Math.min(words[0]?.position ?? 0, 20))))),
          20 * terms.length,
        ),
      ];
    case 'exactness':
      return [
        { rank: wholeness(match, terms), of: 3 },
        { rank: found.filter((places) => places.some(({ exact }) => exact)).length + 1, of: terms.length + 1 },
      ];
    default:
      return [];
  }
}

function lessIsBetter(cost: number, most: number): Rank {
  return { rank: most + 1 - Math.min(cost, most), of: most + 1 };
}

/** 3 when a text is what was asked, 2 when it begins so; a text within an array never is. */
function wholeness({ document }: Match, terms: readonly QueryTerm[]): number {
  const asked = terms.flatMap(({ words }) => words);
  const begins = [...document.wholes.values()].filter((words) => asked.every((word, i) => word === words[i]));
  if (begins.some((words) => words.length === asked.length)) return 3;
  return begins.length > 0 ? 2 : 1;
}

/** How far apart neighbouring terms are: 0 for one right after the other, at most 7 a pair. */
function distanceOf(found: readonly (readonly Found[])[]): number {
  return sum(
    found
      .slice(1)
      .map((places, i) =>
        least(
          (found[i] ?? []).flatMap((before) =>
            places.map((after) => pairDistance(before.words.at(-1), after.words[0])),
          ),
        ),
      ),
  );
}

function pairDistance(before: PlacedWord | undefined, after: PlacedWord | undefined): number {
  if (!before || !after || before.attribute !== after.attribute) return farthest - 1;
  const apart = after.position - before.position;
  return Math.min(farthest, apart > 0 ? apart : 1 - apart) - 1;
}

function attributeOf({ words }: Found): number {
  return Math.min(...words.map(({ attribute }) => attribute), 10);
}

function least(numbers: readonly number[]): number {
  return Math.min(...numbers);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
