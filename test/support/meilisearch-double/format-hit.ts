import {
  fits,
  type PlacedWord,
  searchedAttributes,
  type SentDocument,
  textsOf,
  tokenizingOf,
} from './indexed-document.js';
import type { IndexState } from './index-state.js';
import type { Ranked } from './rank.js';
import type { SearchParameters } from './search-parameters.js';
import { tokensOf } from './tokens.js';

/** A stretch of a text that was hit, in UTF-16 units. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A document as a hit shows it: the fields wanted, and what was asked for about them. */
export function formatHit(index: IndexState, hit: Ranked, parameters: SearchParameters): Record<string, unknown> {
  const { fields } = hit.document;
  const shown = (wanted: readonly string[]) =>
    Object.keys(fields).filter(
      (name) =>
        wanted.some((pattern) => fits(pattern, name)) &&
        index.settings.displayedAttributes.some((pattern) => fits(pattern, name)),
    );
  const retrieved = shown(parameters.attributesToRetrieve);
  const formatted = new Set([
    ...shown(parameters.attributesToHighlight),
    ...shown(parameters.attributesToCrop.map((rule) => rule.split(':')[0] ?? '')),
  ]);
  return {
    ...pick(fields, retrieved),
    ...(formatted.size > 0
      ? { _formatted: formattedFields(index, hit, parameters, new Set([...retrieved, ...formatted])) }
      : {}),
    ...(parameters.showMatchesPosition ? { _matchesPosition: positionsOf(index, hit, retrieved) } : {}),
    ...(parameters.showRankingScore ? { _rankingScore: hit.score } : {}),
  };
}

function formattedFields(index: IndexState, hit: Ranked, parameters: SearchParameters, names: ReadonlySet<string>) {
  const { highlightPreTag: before, highlightPostTag: after } = parameters;
  const isMarked = (name: string) => parameters.attributesToHighlight.some((pattern) => fits(pattern, name));
  return Object.fromEntries(
    [...names].map((name) => {
      const stretches = stretchesIn(index, hit, name);
      const format = (text: string, element: number | null): string => {
        const own = stretches(element);
        const crop = cropOf(parameters, name);
        const window = crop === null ? { start: 0, end: text.length } : windowOf(index, name, text, own, crop);
        const marked = isMarked(name)
          ? markedText(text, own, window, before, after)
          : text.slice(window.start, window.end);
        const mark = crop === null ? '' : parameters.cropMarker;
        return `${window.start > 0 ? mark : ''}${marked}${window.end < text.length ? mark : ''}`;
      };
      const value = hit.document.fields[name];
      if (Array.isArray(value)) return [name, value.map((item, i) => (isText(item) ? format(String(item), i) : item))];
      return [name, isText(value) ? format(String(value), null) : value];
    }),
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

/** The text is given back as it is: nothing in it is escaped. */
function markedText(
  text: string,
  stretches: readonly Stretch[],
  window: Stretch,
  before: string,
  after: string,
): string {
  let marked = '';
  let at = window.start;
  for (const { start, end } of stretches) {
    if (start < at || end > window.end) continue;
    marked += `${text.slice(at, start)}${before}${text.slice(start, end)}${after}`;
    at = end;
  }
  return marked + text.slice(at, window.end);
}

/** What was hit in one attribute; of a word that only begins as asked, the beginning. */
function stretchesIn(index: IndexState, hit: Ranked, name: string): (element: number | null) => readonly Stretch[] {
  const attribute = searchedAttributes(index.settings, hit.document.fields).indexOf(name);
  const hits = hit.kept.flatMap((i) => hit.found[i] ?? []);
  return (element) => {
    const isHere = (word: PlacedWord) => word.attribute === attribute && word.element === element;
    const all = hits.flatMap(({ words, begun }) =>
      words
        .filter(isHere)
        .map(({ start, end }) => ({ start, end: begun === null ? end : Math.min(end, start + begun) })),
    );
    const longest = new Map<number, Stretch>();
    for (const stretch of all)
      if ((longest.get(stretch.start)?.end ?? 0) < stretch.end) longest.set(stretch.start, stretch);
    return [...longest.values()].sort((a, b) => a.start - b.start);
  };
}

/** Offsets and lengths are bytes of UTF-8. */
function positionsOf(index: IndexState, hit: Ranked, names: readonly string[]) {
  const bytes = (text: string) => Buffer.byteLength(text);
  const entries = names.map((name) => {
    const stretches = stretchesIn(index, hit, name);
    const value = hit.document.fields[name];
    const within = (text: string, element: number | null) =>
      stretches(element).map(({ start, end }) => ({
        start: bytes(text.slice(0, start)),
        length: bytes(text.slice(start, end)),
        ...(element === null ? {} : { indices: [element] }),
      }));
    const texts = textsOf(value);
    return [name, Array.isArray(value) ? texts.flatMap(within) : texts.flatMap((text) => within(text, null))] as const;
  });
  return Object.fromEntries(entries.filter(([, positions]) => positions.length > 0));
}

function cropOf({ attributesToCrop, cropLength }: SearchParameters, name: string): number | null {
  const rule = attributesToCrop.find((crop) => fits(crop.split(':')[0] ?? '', name));
  return rule === undefined ? null : Number(rule.split(':')[1] ?? cropLength);
}

/** The stretch of so many words that holds the most hits, the first of several. */
function windowOf(
  index: IndexState,
  name: string,
  text: string,
  stretches: readonly Stretch[],
  words: number,
): Stretch {
  const tokens = tokensOf(text, tokenizingOf(index.settings, name));
  if (tokens.length <= words) return { start: 0, end: text.length };
  let best = { start: 0, end: 0, hits: -1 };
  for (let first = 0; first + words <= tokens.length; first++) {
    const [start, end] = [tokens[first]?.start ?? 0, tokens[first + words - 1]?.end ?? 0];
    const hits = stretches.filter((stretch) => stretch.start >= start && stretch.end <= end).length;
    if (hits > best.hits)
      best = { start: first === 0 ? 0 : start, end: first + words === tokens.length ? text.length : end, hits };
  }
  return best;
}

function pick(fields: SentDocument, names: readonly string[]): SentDocument {
  return Object.fromEntries(names.map((name) => [name, fields[name]]));
}
