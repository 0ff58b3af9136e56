import type { SearchMatch } from '../search-engine.js';
import { floors, placeWorth, totalScore } from '../query/rank.js';
import type { Alternative, ResolvedQuery } from '../query/resolve-query.js';
import type { IndexEntry } from '../words/index-entry.js';

/** What else decides the score. */
interface Asked {
  readonly match: SearchMatch;
  readonly exact: number;
  /** Only words of question and title count. */
  readonly inHead?: boolean;
}

/** How well a document fits; null when it is no hit. The postgres engine adds up the same. */
export function scoreOf(entry: IndexEntry, { units, phrases }: ResolvedQuery, asked: Asked): number | null {
  if (!phrases.every((phrase) => sideBySide(entry, phrase))) return null;
  const weight = units.reduce((sum, unit) => sum + unit.weight, 0);
  let [held, score, inHead] = [0, 0, 0];
  for (const unit of units) {
    const ways = unit.alternatives
      .map((way) => ({ way, place: placeOf(entry, way) }))
      .filter(({ place }) => place !== null);
    if (asked.inHead && !ways.some(({ place }) => place === 'head')) return null;
    if (ways.length === 0) continue;
    held += unit.weight;
    const valueOf = ({ way, place }: (typeof ways)[number]) => way.worth * placeWorth[place ?? 'body'];
    const value = Math.max(...ways.map(valueOf));
    score += unit.weight * value;
    if (ways.some((way) => way.place === 'head' && valueOf(way) === value)) inHead += 1;
  }
  if (held === 0 || held < weight * floors[asked.match].coverage - 1e-9) return null;
  const exact = entry.exact.includes(asked.exact) ? 1 : 0;
  return totalScore({ value: score, inHead, exact }, weight, entry.questionLength);
}

function placeOf(entry: IndexEntry, { stems, adjacent }: Alternative): keyof typeof placeWorth | null {
  if (!stems.every((stem) => entry.positions.has(stem))) return null;
  if (adjacent && !sideBySide(entry, stems)) return null;
  if (stems.every((stem) => entry.head.has(stem))) return 'head';
  return stems.every((stem) => entry.said.has(stem)) ? 'said' : 'body';
}

function sideBySide(entry: IndexEntry, stems: readonly string[]): boolean {
  const [first = '', ...rest] = stems;
  return (entry.positions.get(first) ?? []).some((at) =>
    rest.every((stem, i) => entry.positions.get(stem)?.includes(at + i + 1)),
  );
}
