import type { Snapshot } from '../knowledge/index.js';
import type { Database } from '../platform/database/database.js';
import { noPopularity, type Popularity } from './popular-answers.js';
import { scanInNeed, scanOf } from './scan/scan-of.js';
import type { SearchContext } from './search-answers.js';
import type { CurrentSynonyms } from './synonyms/current-synonyms.js';
import { synonymsAt } from './synonyms/synonym.store.js';
import { type Searching, withFallback } from './with-fallback.js';

interface Means {
  readonly db: Database;
  readonly search: Searching;
  readonly synonyms: CurrentSynonyms;
  readonly popularity: Popularity;
}

/** How the published state is searched: by the engine, and by reading through the answers while it cannot. */
export function searchingNow({ search, synonyms, popularity }: Means, snapshot: Snapshot): SearchContext {
  return { search: withFallback(search, () => scanInNeed(snapshot, synonyms.current())), snapshot, popularity };
}

/** How another state is searched, the past's or a release's: it has no index, and the synonyms of its time. */
export async function searchingThen({ db }: Means, snapshot: Snapshot): Promise<SearchContext> {
  return { search: scanOf(snapshot, await synonymsAt(db, snapshot.knownAt)), snapshot, popularity: noPopularity };
}
