import { isAppError } from '../platform/errors.js';
import type { Log } from '../platform/log.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import type { Degradation, SearchEngine } from './search-engine.js';

/** The engine that is meant, the one that stands in for it, and what keeps calls away from a dead one. */
export interface TwoEngines {
  readonly first: SearchEngine;
  readonly second: SearchEngine;
  readonly breaker: CircuitBreaker;
  readonly log: Log;
}

/**
 * Asks the first engine and, where it is not to be had, the second, saying so in the result; never an empty success. A build goes to both, the second first: one
 * that the first engine cannot take now is logged and taken up by the next call, for what is published must not wait for it.
 */
export function withSecondEngine({ first, second, breaker, log }: TwoEngines): SearchEngine {
  const ask = async <Result extends { readonly degraded: Degradation | null }>(
    askEngine: (engine: SearchEngine) => Promise<Result>,
  ): Promise<Result> => {
    if (!breaker.allows()) return { ...(await askEngine(second)), degraded: unreachable };
    try {
      const result = await askEngine(first);
      breaker.succeeded();
      return result;
    } catch (error) {
      if (!isAppError(error) || error.code !== 'UNAVAILABLE') throw error;
      breaker.failed();
      log.warn(
        { reason: error.message, cause: (error.cause as Error | undefined)?.message },
        'search fell back to the database',
      );
      return { ...(await askEngine(second)), degraded: error.details['reason'] === 'ENGINE_SLOW' ? slow : unreachable };
    }
  };
  return {
    search: (request) => ask((engine) => engine.search(request)),
    suggest: (request) => ask((engine) => engine.suggest(request)),
    index: async (build) => {
      await second.index(build);
      try {
        await first.index(build);
      } catch (error) {
        log.warn(
          { reason: (error as Error).message },
          'the search engine could not be given what is published; it is tried again',
        );
      }
    },
  };
}

const unreachable: Degradation = {
  reason: 'ENGINE_UNREACHABLE',
  sentence: 'The search engine cannot be reached; these results come from the simpler search of the database.',
};

const slow: Degradation = {
  reason: 'ENGINE_SLOW',
  sentence: 'The search engine did not answer in time; these results come from the simpler search of the database.',
};
