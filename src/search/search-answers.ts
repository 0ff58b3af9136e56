import { type Audience, audiencesUpTo } from '../access/index.js';
import { type PublishedAnswer, type Snapshot, visibleAnswer, visibleAnswers } from '../knowledge/index.js';
import { AppError, isAppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { type FoundAnswer, hydrate } from './hydrate.js';
import { type Attempt, attempts, ladderSteps, type LadderStep } from './ladder.js';
import { type Popularity, popularAnswers } from './popular-answers.js';
import { readableCorrection } from './readable-correction.js';
import type { Degradation, Facet, FacetName, SearchFilters, SearchResult, SearchTotal } from './search-engine.js';
import { degradationOf, type Searching } from './with-fallback.js';

/** What a search needs: an engine, the state whose words are shown, and what people open most. */
export interface SearchContext {
  readonly search: Searching;
  readonly snapshot: Snapshot;
  readonly popularity: Popularity;
}

/** What is looked for, by whom. */
export interface SearchInput {
  readonly text: string;
  readonly locale: string;
  readonly audience: Audience;
  readonly filters: SearchFilters;
  readonly facets: readonly FacetName[];
  readonly first: number;
  readonly after: string | null;
  /** Whether to go down the ladder when nothing is found as asked. */
  readonly widen: boolean;
}

/** One page of what was found. */
export interface FoundPage {
  readonly step: LadderStep;
  readonly hits: readonly (FoundAnswer & { readonly cursor: string })[];
  /** What people open most; given where nothing was found. */
  readonly popular: readonly PublishedAnswer[];
  readonly hasMore: boolean;
  readonly total: SearchTotal;
  readonly facets: readonly Facet[];
  readonly corrected: string | null;
  readonly degraded: Degradation | null;
  /** How to reach a person; given where nothing was found as asked. */
  readonly person: PublishedAnswer | null;
}

const longestText = 500;
const longestFilter = 200;

/** The answer that says how to reach a person. */
const personKey = 'talk-to-a-person';

/** Finds answers for browsing, by the ladder's first rung that holds; which answer resolves a question is the matcher's to say. */
export async function searchAnswers(ctx: SearchContext, given: SearchInput): Promise<FoundPage> {
  const input = checked(given);
  const locale = indexedLocale(ctx.snapshot, input);
  const place = placeOf(input.after);
  const others = localesOf(ctx.snapshot, input.audience).filter((other) => other !== locale);
  const ways = attempts({ filters: input.filters, locale }, others);
  if (place) return goOn(ctx, input, ways, place);
  let degraded: Degradation | null = null;
  for (const [rung, attempt] of (input.widen ? ways : ways.slice(0, 1)).entries()) {
    const result = await look(ctx, input, attempt, null).catch((error: unknown) => cutShort(error, rung));
    if ('reason' in result) return emptyPage(ctx, input, result);
    const page = pageOf(ctx, input, attempt, result);
    if (page.hits.length > 0) return page;
    degraded ??= result.degraded;
  }
  return emptyPage(ctx, input, degraded);
}

const tooLong = 'The search took too long to look further: there may be more to find.';

/** Nothing was found as asked and there is no time to look further: that is said, and what helps without the engine is shown. */
function cutShort(error: unknown, rung: number): Degradation {
  if (rung === 0 || !isAppError(error) || error.code !== 'UNAVAILABLE') throw error;
  return degradationOf(error, { ENGINE_SLOW: tooLong, ENGINE_UNREACHABLE: tooLong });
}

function checked(input: SearchInput): SearchInput {
  for (const [name, values] of [
    ['topic', input.filters.topics],
    ['owner', input.filters.owners],
  ] as const)
    for (const value of values) requireText(name, value, { max: longestFilter });
  for (const [dimension, value] of Object.entries(input.filters.scope)) {
    requireText('scope', dimension, { max: longestFilter });
    requireText('scope', value, { max: longestFilter });
  }
  return { ...input, text: requireText('text', input.text, { max: longestText }) };
}

function look(
  { search }: SearchContext,
  input: SearchInput,
  { locale, match, filters }: Attempt,
  after: string | null,
): Promise<SearchResult> {
  const { text, facets, first, audience } = input;
  return search.search({ text, locale, audiences: audiencesUpTo(audience), filters, match, facets, first, after });
}

/** A later page of the rung that the first page stood on. */
async function goOn(
  ctx: SearchContext,
  input: SearchInput,
  ways: readonly Attempt[],
  place: Place,
): Promise<FoundPage> {
  const attempt = ways.find(({ step, locale }) => step === place.step && locale === place.locale);
  if (!attempt) throw new AppError('BAD_INPUT', 'after is not a cursor of this search.');
  return pageOf(ctx, input, attempt, await look(ctx, input, attempt, place.after));
}

function pageOf(
  ctx: SearchContext,
  { audience, text }: SearchInput,
  { step, locale }: Attempt,
  result: SearchResult,
): FoundPage {
  const reader = { snapshot: ctx.snapshot, audience };
  const hits = result.hits.flatMap((hit) => {
    const found = hydrate(reader, hit);
    return found ? [{ ...found, cursor: cursorOf({ step, locale, after: hit.cursor }) }] : [];
  });
  const gone = result.hits.length - hits.length;
  const exact = result.total.kind === 'EXACT' && gone === 0 && result.generation.sequence === ctx.snapshot.sequence;
  return {
    step,
    hits,
    popular: [],
    hasMore: result.hasMore,
    total: { count: result.total.count - gone, kind: exact ? 'EXACT' : 'ESTIMATE' },
    facets: result.facets,
    corrected: readableCorrection(ctx.snapshot, hits, { text, corrected: result.corrected, locale }),
    degraded: result.degraded,
    person: step === 'AS_ASKED' ? null : visibleAnswer(ctx.snapshot, reader, personKey),
  };
}

/** Nothing was found: what others open, and how to reach a person. */
async function emptyPage(ctx: SearchContext, input: SearchInput, degraded: Degradation | null): Promise<FoundPage> {
  const { audience, filters, facets } = input;
  const popular = await popularAnswers(ctx, { audience, topics: filters.topics });
  return {
    step: input.widen ? (popular.length > 0 ? 'POPULAR' : 'PERSON') : 'AS_ASKED',
    hits: [],
    popular: input.widen ? popular : [],
    hasMore: false,
    total: { count: 0, kind: 'EXACT' },
    facets: facets.map((name) => ({ name, counts: [] })),
    corrected: null,
    degraded,
    person: visibleAnswer(ctx.snapshot, { audience }, personKey),
  };
}

/** The locales in which there is an answer for a reader, the source locale first. */
function localesOf(snapshot: Snapshot, audience: Audience): readonly string[] {
  const locales = new Set(visibleAnswers(snapshot, { audience }).flatMap((answer) => [...answer.texts.keys()]));
  return [...locales].sort(
    (a, b) => Number(b === snapshot.sourceLocale) - Number(a === snapshot.sourceLocale) || (a < b ? -1 : 1),
  );
}

/** Only languages of answers that the reader may see count: a staff answer in French must not change what a customer finds in French. */
export function indexedLocale(
  snapshot: Snapshot,
  reader: { readonly locale: string; readonly audience: Audience },
): string {
  const wanted = reader.locale.toLowerCase();
  const known = localesOf(snapshot, reader.audience);
  const language = wanted.split('-')[0] ?? wanted;
  return (
    known.find((locale) => locale.toLowerCase() === wanted) ??
    known.find((locale) => locale === language) ??
    snapshot.sourceLocale
  );
}

/** Where a page begins: on which rung, and behind which hit. */
interface Place {
  readonly step: LadderStep;
  readonly locale: string;
  readonly after: string;
}

function cursorOf({ step, locale, after }: Place): string {
  return Buffer.from(`${step}/${locale}/${after}`).toString('base64url');
}

function placeOf(cursor: string | null): Place | null {
  if (cursor === null) return null;
  const [step = '', locale = '', after = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('/', 3);
  const known = ladderSteps.find((one) => one === step);
  if (!known) throw new AppError('BAD_INPUT', 'after is not a cursor of this search.');
  return { step: known, locale, after };
}
