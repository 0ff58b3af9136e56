import { placeWorth } from '../query/rank.js';
import type { Alternative, Unit } from '../query/resolve-query.js';

/** One way to hold a unit of a query, as PostgreSQL's full text queries. */
export interface Way {
  readonly unit: number;
  readonly weight: number;
  readonly worth: number;
  /** Whether a document holds it. */
  readonly query: string;
  /** Whether all of it is in one place, wherever its words stand there. */
  readonly place: string;
}

/** The ways of all units; alternatives of equal worth are one way. */
export function waysOf(units: readonly Unit[]): readonly Way[] {
  return units.flatMap(({ weight, alternatives }, unit) =>
    [...new Set(alternatives.map(({ worth }) => worth))].map((worth) => {
      const alike = alternatives.filter((other) => other.worth === worth);
      return {
        unit,
        weight,
        worth,
        query: either(alike.map(holding)),
        place: either(alike.map(({ stems }) => every(stems))),
      };
    }),
  );
}

/** The query for documents that hold at least one of the units. */
export function anyOf(units: readonly Unit[]): string {
  return either(units.flatMap(({ alternatives }) => alternatives.map(holding)));
}

/** The query for documents that hold every one of the units, by whichever alternative; null when a unit has none. */
export function allOf(units: readonly Unit[]): string | null {
  if (units.some(({ alternatives }) => alternatives.length === 0)) return null;
  return units.map(({ alternatives }) => `(${either(alternatives.map(({ stems }) => every(stems)))})`).join(' & ');
}

/** The query for stems side by side. */
export function phraseOf(stems: readonly string[]): string {
  return stems.map(quoted).join(' <-> ');
}

/** What a word is worth in each place, for the query that scores. */
export const { head, said, body } = placeWorth;

function holding({ stems, adjacent }: Alternative): string {
  return `(${adjacent ? phraseOf(stems) : every(stems)})`;
}

function every(stems: readonly string[]): string {
  return stems.map(quoted).join(' & ');
}

function either(queries: readonly string[]): string {
  return queries.map((query) => `(${query})`).join(' | ');
}

/** A stem as a lexeme, in quotes, so that whatever was typed is never an operator. */
export function quoted(stem: string): string {
  return `'${stem.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
