import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import type { Secret } from '../../platform/secret.js';
import type { IndexBuild, SearchEngine } from '../search-engine.js';
import { requireVersion } from './require-version.js';
import { searchIn, suggestIn } from './search-in.js';
import { connectMeilisearch, unavailable } from './connect.js';
import { wasWritten } from './task.store.js';
import { writeIndex } from './write-index.js';

/** Where the server is, and by which keys it is asked. */
export interface MeilisearchSettings {
  readonly url: string;
  readonly searchKey: Secret;
  /** Null in a process that does not write. */
  readonly indexKey: Secret | null;
  /** What the names of our indexes begin with; two installations on one server have two. */
  readonly prefix: string;
  /** How long a search may take, in milliseconds; 800 when not given. */
  readonly searchMs?: number;
}

/** The engine, and what is done with it at start and end. */
export interface MeilisearchEngine extends SearchEngine {
  /** Throws BAD_SETTING when the server is too old or refuses the key for writing; UNAVAILABLE when it cannot be asked. */
  requireUsable(): Promise<void>;
  close(): Promise<void>;
}

const searchMs = 800;
const writeMs = 8_000;
/** A task that takes longer is waited for again by the next build. */
const taskMs = 30_000;
/** What was written is compared again with what the engine holds after this time. */
const trustMs = 60_000;

/** Searches in Meilisearch 1.36 or later by the official client: an index for each locale and audience, written by a key of its own. */
export function meilisearchEngine(db: Database, settings: MeilisearchSettings): MeilisearchEngine {
  const { url, prefix } = settings;
  const reading = connectMeilisearch(url, settings.searchKey, settings.searchMs ?? searchMs);
  const writing = settings.indexKey && connectMeilisearch(url, settings.indexKey, writeMs);
  const reader = () => ({
    client: reading.client,
    prefix,
    signal: AbortSignal.timeout(settings.searchMs ?? searchMs),
    wasWritten: () => wasWritten(db, prefix),
  });
  let known: { readonly build: IndexBuild; readonly until: number } | null = null;

  const requireUsable = async (): Promise<void> => {
    if (writing) await requireVersion(writing).catch(raise);
  };
  const index = async (build: IndexBuild): Promise<void> => {
    if (!writing)
      throw new AppError('BAD_SETTING', 'MEILI_INDEX_KEY must be set in a process that writes the search index.');
    if (known && known.until > performance.now() && isSame(known.build, build)) return;
    await requireUsable();
    await writeIndex({ db, client: writing.client, prefix, sequence: build.sequence, taskMs }, build).catch(raise);
    known = { build, until: performance.now() + trustMs };
  };
  return {
    search: (request) => searchIn(reader(), request),
    suggest: (request) => suggestIn(reader(), request),
    index,
    requireUsable,
    close: async () => {
      await reading.close();
      await writing?.close();
    },
  };
}

function raise(error: unknown): never {
  throw unavailable(error);
}

function isSame(a: IndexBuild, b: IndexBuild): boolean {
  const isEqual = <T>(some: readonly T[], others: readonly T[]) =>
    some.length === others.length && some.every((one, i) => one === others[i]);
  return a.sequence === b.sequence && isEqual(a.documents, b.documents) && isEqual(a.synonyms, b.synonyms);
}
