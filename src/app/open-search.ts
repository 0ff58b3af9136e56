import type { Config } from '../platform/config.js';
import type { Database } from '../platform/database/database.js';
import { isAppError } from '../platform/errors.js';
import type { Log } from '../platform/log.js';
import {
  circuitBreaker,
  meilisearchEngine,
  postgresEngine,
  type SearchEngine,
  withSecondEngine,
} from '../search/index.js';
import type { Closers } from './resources.js';

/** After so many failures in a row Meilisearch is left alone for so long. */
const breaking = { failures: 3, pauseMs: 5_000 };

/**
 * Opens the search engine that the settings choose. A Meilisearch that is too old or refuses its key stops the start, in one sentence; one that cannot be
 * reached does not: PostgreSQL stands in until it is back.
 */
export async function openSearch(
  { search }: Pick<Config, 'search'>,
  { db, log, closers }: { readonly db: Database; readonly log: Log; readonly closers: Closers },
): Promise<SearchEngine> {
  const second = postgresEngine(db);
  if (search.mode === 'postgres') return second;
  const first = meilisearchEngine(db, search);
  closers.push(() => first.close());
  try {
    await first.requireUsable();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'UNAVAILABLE') throw error;
    log.warn({ reason: error.message }, 'Meilisearch cannot be asked yet; search is by the database until it can');
  }
  return withSecondEngine({ first, second, breaker: circuitBreaker(breaking), log });
}
