import { cursorAt, placesBefore } from '../cursors.js';
import { generationIds, readerOf } from '../generation.js';
import { countFacets } from '../query/count-facets.js';
import { permits } from '../query/permits.js';
import { floors } from '../query/rank.js';
import { readQuery } from '../query/read-query.js';
import { type ResolvedQuery, resolveQuery } from '../query/resolve-query.js';
import { scoreOf } from './score.js';
import type {
  IndexBuild,
  SearchDocument,
  SearchEngine,
  SearchHit,
  SearchRequest,
  SearchResult,
  SuggestRequest,
  SuggestResult,
} from '../search-engine.js';
import { vocabularyOf } from './scan-vocabulary.js';
import { type IndexEntry, exactNumber, indexEntry } from '../words/index-entry.js';

/** The rules of this engine: another number makes cursors of before invalid. */
const rules = 'scan-1';

/** Looks through documents in memory, one by one: for states that are asked for too rarely to have an index, and while the index cannot be reached. */
export function scanEngine(first: IndexBuild = { sequence: 0, documents: [], synonyms: [] }): SearchEngine {
  let build = first;
  let ids: ReturnType<typeof generationIds> | null = null;
  const generationFor = (request: SearchRequest | SuggestRequest) => {
    ids ??= generationIds(rules, build);
    return { id: ids[readerOf(request)], sequence: build.sequence };
  };
  return {
    search: async (request) => {
      const generation = generationFor(request);
      const skipped = placesBefore(request.after, generation.id);
      const { found, corrected } = await lookFor(build, request);
      return {
        ...pageOf(found, request, skipped, generation.id),
        corrected,
        generation,
        degraded: null,
      };
    },
    suggest: async (request) =>
      ({
        hits: await begunBy(build, request),
        generation: generationFor(request),
        degraded: null,
      }) satisfies SuggestResult,
    index: async (next) => {
      if (next.sequence < build.sequence) return;
      build = next;
      ids = null;
    },
  };
}

interface Found {
  readonly entry: IndexEntry;
  readonly score: number;
  readonly terms: readonly string[];
}

type Looked = { readonly found: readonly Found[]; readonly corrected: string | null };

async function lookFor({ documents, synonyms }: IndexBuild, request: SearchRequest): Promise<Looked> {
  const { text, locale, audiences } = request;
  const query = readQuery(text, locale);
  if (query.words.length + query.phrases.length === 0) return { found: [], corrected: null };
  const visible = visibleEntries(documents, locale, audiences);
  const resolved = await resolveQuery(query, vocabularyOf(visible), { text, locale, synonyms });
  const entries = visible.filter(({ document }) => permits(request, document));
  const found = ranked(entries, resolved, request);
  return { found, corrected: found.length === 0 ? null : resolved.corrected };
}

function ranked(
  entries: readonly IndexEntry[],
  resolved: ResolvedQuery,
  { match, text }: SearchRequest,
): readonly Found[] {
  const exact = exactNumber(text);
  const found = entries.flatMap((entry) => {
    const score = scoreOf(entry, resolved, { match, exact });
    return score === null ? [] : [{ entry, score, terms: resolved.terms.filter((term) => entry.words.has(term)) }];
  });
  const least = floors[match].ofBest * Math.max(0, ...found.map(({ score }) => score));
  return found.filter(({ score }) => score >= least).sort(byScore);
}

function byScore(a: Found, b: Found): number {
  return b.score - a.score || (a.entry.document.answerKey < b.entry.document.answerKey ? -1 : 1);
}

async function begunBy({ documents, synonyms }: IndexBuild, request: SuggestRequest): Promise<SuggestResult['hits']> {
  const { text, locale, audiences, first } = request;
  const query = readQuery(text, locale, { keepStopWords: true });
  if (query.words.length === 0) return [];
  const visible = visibleEntries(documents, locale, audiences);
  const resolved = await resolveQuery(query, vocabularyOf(visible), { text, locale, synonyms, typing: true });
  const found = visible.flatMap((entry) => {
    const score = scoreOf(entry, resolved, { match: 'all', exact: exactNumber(text), inHead: true });
    return score === null ? [] : [{ entry, score, terms: resolved.terms.filter((term) => entry.words.has(term)) }];
  });
  return found.sort(byScore).slice(0, first).map(hitOf);
}

function hitOf({ entry: { document }, score, terms }: Found): Omit<SearchHit, 'cursor'> {
  return { answerKey: document.answerKey, version: document.version, locale: document.locale, score, terms };
}

function pageOf(found: readonly Found[], request: SearchRequest, skipped: number, generation: string) {
  const page = found.slice(skipped, skipped + request.first);
  return {
    hits: page.map((one, i) => ({ ...hitOf(one), cursor: cursorAt(generation, skipped + i) })),
    hasMore: found.length > skipped + page.length,
    total: { count: found.length, kind: 'EXACT' },
    facets: countFacets(
      found.map(({ entry }) => [entry.document, 1] as const),
      request.facets,
    ),
  } satisfies Partial<SearchResult>;
}

const entries = new WeakMap<SearchDocument, IndexEntry>();

function entryOf(document: SearchDocument): IndexEntry {
  const known = entries.get(document);
  if (known) return known;
  const entry = indexEntry(document);
  entries.set(document, entry);
  return entry;
}

function visibleEntries(documents: readonly SearchDocument[], locale: string, audiences: readonly string[]) {
  return documents
    .filter((document) => document.locale === locale && audiences.includes(document.audience))
    .map(entryOf);
}
