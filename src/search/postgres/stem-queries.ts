import { placeWorth } from '../query/rank.js';
import type { Alternative, Unit } from '../query/resolve-query.js';
import type { WayToHold } from './read-ways.js';

type Place = keyof typeof placeWorth;

/** What a lexeme begins with that says where a stem stands; no stem has a colon. The body needs none: what stands nowhere else stands there. */
const signs: Readonly<Record<Place, string>> = { head: 'h:', said: 's:', body: '' };
const places: readonly Place[] = ['head', 'said', 'body'];

/** A stem as the index holds it for a place. */
export function lexemeIn(place: Place, stem: string): string {
  return signs[place] + stem;
}

/** The number of a whole question or phrasing as the index holds it. */
export function exactLexeme(exact: number): string {
  return `e:${exact}`;
}

/** The ways to hold a unit, the best first; a document is found by one of them only, so that nothing need be compared afterwards. */
export function waysOf({ weight, alternatives }: Unit, within: readonly Place[] = places): readonly WayToHold[] {
  const worths = [...new Set(alternatives.map(({ worth }) => worth))];
  const ways = worths.flatMap((worth) =>
    within.map((place) => ({
      weight,
      value: weight * worth * placeWorth[place],
      inHead: place === 'head' ? 1 : 0,
      exact: 0,
      query: either(alternatives.filter((one) => one.worth === worth).map((one) => holding(one, place))),
    })),
  );
  ways.sort((a, b) => b.value - a.value || b.inHead - a.inHead);
  return ways.map((way, i) => ({
    ...way,
    query: both(way.query, ...ways.slice(0, i).map((better) => `!(${better.query})`)),
  }));
}

/** The query for documents that hold at least one of the units. */
export function anyOf(units: readonly Unit[]): string {
  return either(units.flatMap(({ alternatives }) => alternatives.map((one) => holding(one, 'body'))));
}

/** The query for documents whose question or title holds every one of the units, by whichever alternative; null when a unit has none. */
export function allInHead(units: readonly Unit[]): string | null {
  if (units.length === 0 || units.some(({ alternatives }) => alternatives.length === 0)) return null;
  return both(...units.map(({ alternatives }) => either(alternatives.map((one) => holding(one, 'head')))));
}

/** The query for stems side by side. */
export function phraseOf(stems: readonly string[]): string {
  return stems.map(quoted).join(' <-> ');
}

/** The query for what meets all of some. */
export function both(...queries: readonly string[]): string {
  return queries.map((query) => `(${query})`).join(' & ');
}

function holding({ stems, adjacent }: Alternative, place: Place): string {
  const every = stems.map((stem) => quoted(lexemeIn(place, stem))).join(' & ');
  if (!adjacent || stems.length === 1) return every;
  return place === 'body' ? phraseOf(stems) : both(phraseOf(stems), every);
}

function either(queries: readonly string[]): string {
  return queries.map((query) => `(${query})`).join(' | ');
}

/** A lexeme in quotes, so that whatever was typed is never an operator. */
export function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
