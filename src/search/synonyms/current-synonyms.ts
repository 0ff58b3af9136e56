import type { Database } from '../../platform/database/database.js';
import type { Synonym } from '../search-engine.js';
import { synonymsAt } from './synonym.store.js';

/** The synonyms as this node last read them, for when the index cannot be reached. */
export interface CurrentSynonyms {
  current(): readonly Synonym[];
  /** Reads those that belong to what was recorded by an instant, and keeps them. */
  refresh(knownAt: Date): Promise<readonly Synonym[]>;
}

/** Opens them, empty until the first refresh. */
export function currentSynonyms(db: Database): CurrentSynonyms {
  let synonyms: readonly Synonym[] = [];
  return {
    current: () => synonyms,
    refresh: async (knownAt) => (synonyms = await synonymsAt(db, knownAt)),
  };
}
