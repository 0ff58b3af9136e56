import { type AppError, isAppError } from '../platform/errors.js';
import type { Degradation, SearchEngine } from './search-engine.js';
import { inTime } from './in-time.js';

/** What answers requests; the index is written elsewhere. */
export type Searching = Pick<SearchEngine, 'search' | 'suggest'>;

const sentences: Readonly<Record<Degradation['reason'], string>> = {
  ENGINE_UNREACHABLE: 'The search index cannot be reached just now: this was found by reading through the answers.',
  ENGINE_SLOW: 'The search index answers too slowly just now: this was found by reading through the answers.',
};

/** For how long one request waits for the engine in all, in milliseconds: two engines, one standing in for the other, have their 800 each. */
const budgetMs = 1_600;

/**
 * Searches by other means while the engine cannot, and says so; without other means its failure stands: never an empty success. It serves one request,
 * whose searches share one budget: an engine that has failed once is not waited for again.
 */
export function withFallback(
  engine: Searching,
  other: () => Searching | null,
  options: { readonly budgetMs?: number } = {},
): Searching {
  const until = performance.now() + (options.budgetMs ?? budgetMs);
  let failure: AppError | null = null;
  const ask = async <T extends object>(from: (searching: Searching) => Promise<T>): Promise<T> => {
    if (failure === null)
      try {
        return await inTime(until - performance.now(), () => from(engine));
      } catch (error) {
        if (!isAppError(error) || error.code !== 'UNAVAILABLE') throw error;
        failure = error;
      }
    const searching = other();
    if (!searching) throw failure;
    return { ...(await from(searching)), degraded: degradationOf(failure, sentences) };
  };
  return {
    search: (request) => ask((searching) => searching.search(request)),
    suggest: (request) => ask((searching) => searching.suggest(request)),
  };
}

/** Why an engine could not answer, in the words of who asked it. */
export function degradationOf(
  { details }: AppError,
  words: Readonly<Record<Degradation['reason'], string>>,
): Degradation {
  const reason = details.reason === 'ENGINE_SLOW' ? 'ENGINE_SLOW' : 'ENGINE_UNREACHABLE';
  return { reason, sentence: words[reason] };
}
