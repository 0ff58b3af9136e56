import { isAppError } from '../platform/errors.js';
import type { Degradation, SearchEngine } from './search-engine.js';

/** What answers requests; the index is written elsewhere. */
export type Searching = Pick<SearchEngine, 'search' | 'suggest'>;

const sentences: Readonly<Record<Degradation['reason'], string>> = {
  ENGINE_UNREACHABLE: 'The search index cannot be reached just now: this was found by reading through the answers.',
  ENGINE_SLOW: 'The search index answers too slowly just now: this was found by reading through the answers.',
};

/** Searches by other means while the engine cannot, and says so; without other means its failure stands: never an empty success. */
export function withFallback(engine: Searching, other: () => Searching | null): Searching {
  const instead = async <T extends object>(error: unknown, ask: (searching: Searching) => Promise<T>): Promise<T> => {
    const searching = isAppError(error) && error.code === 'UNAVAILABLE' ? other() : null;
    if (!searching) throw error;
    const reason = isAppError(error) && error.details.reason === 'ENGINE_SLOW' ? 'ENGINE_SLOW' : 'ENGINE_UNREACHABLE';
    return { ...(await ask(searching)), degraded: { reason, sentence: sentences[reason] } satisfies Degradation };
  };
  return {
    search: (request) => engine.search(request).catch((error: unknown) => instead(error, (by) => by.search(request))),
    suggest: (request) =>
      engine.suggest(request).catch((error: unknown) => instead(error, (by) => by.suggest(request))),
  };
}
