import { type Audience, audiencesUpTo } from '../access/index.js';
import type { Snapshot } from '../knowledge/index.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { type FoundAnswer, hydrate } from './hydrate.js';
import { indexedLocale } from './search-answers.js';
import type { Degradation } from './search-engine.js';
import type { Searching } from './with-fallback.js';

/** Questions that go on as it was begun, in the words of the snapshot. */
export interface Suggested {
  readonly suggestions: readonly FoundAnswer[];
  readonly degraded: Degradation | null;
}

const shortestPrefix = 2;
const longestPrefix = 200;
const mostSuggestions = 10;

/** Suggests questions while one is typed; one letter says nothing yet and gets none, but a sign of Chinese or Japanese is a word. */
export async function suggestAnswers(
  ctx: { readonly search: Searching; readonly snapshot: Snapshot },
  input: { readonly prefix: string; readonly locale: string; readonly audience: Audience; readonly first: number },
): Promise<Suggested> {
  const { prefix, audience, first } = input;
  if (first < 1 || first > mostSuggestions)
    throw new AppError('BAD_INPUT', `first must be from 1 to ${mostSuggestions}.`);
  const text = requireText('prefix', prefix, { max: longestPrefix, min: 0 });
  if (text.length < shortestPrefix && !/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text))
    return { suggestions: [], degraded: null };
  const locale = indexedLocale(ctx.snapshot, input);
  const { hits, degraded } = await ctx.search.suggest({ text, locale, audiences: audiencesUpTo(audience), first });
  return { suggestions: hits.flatMap((hit) => hydrate({ snapshot: ctx.snapshot, audience }, hit) ?? []), degraded };
}
