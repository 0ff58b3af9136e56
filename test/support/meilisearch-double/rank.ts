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
 * In which order terms are given up when a document does not have them all: from the last, or the most frequent first; phrases never. What is left
 * when all are given up that may be must be in every hit.
 */
export function keptTerms(
  terms: readonly QueryTerm[],
  matches: readonly Match[],
  strategy: 'last' | 'all' | 'frequency',
): readonly (readonly number[])[] {
  const all = terms.map((_, i) => i);
  if (strategy === 'all' || terms.length === 0) return [all];
  // As in the engine, the frequency is that in the whole index, whatever the filter.
  const frequency = all.map((i) => matches.filter(({ found }) => (found[i]?.length ?? 0) > 0).length);
  const droppable = all.filter((i) => !terms[i]?.phrase);
  const order =
    strategy === 'last'
      ? droppable.reverse()
      : droppable.sort((a, b) => (frequency[b] ?? 0) - (frequency[a] ?? 0) || b - a);
  if (order.length === all.length) order.pop();
  return [all, ...order.map((_, n) => all.filter((i) => !order.slice(0, n + 1).includes(i)))];
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
