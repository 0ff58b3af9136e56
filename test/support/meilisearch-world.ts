import { randomBytes } from 'node:crypto';
import { Meilisearch } from 'meilisearch';
import { expect } from 'vitest';
import { type MeilisearchEngine, meilisearchEngine, type MeilisearchSettings } from '../../src/search/index.js';
import { Secret } from '../../src/platform/secret.js';
import { type MeilisearchDouble, startMeilisearchDouble } from './meilisearch-double/start-double.js';
import { openTestDatabase, type TestDatabase } from './test-database.js';

/** An engine on a server, in indexes of its own. */
export interface EngineOnServer {
  readonly engine: MeilisearchEngine;
  /** What its indexes are called by. */
  readonly prefix: string;
  close(): Promise<void>;
}

/** A double and a database, on which any number of engines may be opened. */
export interface MeilisearchWorld {
  readonly double: MeilisearchDouble;
  readonly database: TestDatabase;
  open(settings?: Partial<MeilisearchSettings>): EngineOnServer;
  /** Fails when the double answered otherwise than the published description says. */
  close(): Promise<void>;
}

/** Starts both. */
export async function openMeilisearchWorld(): Promise<MeilisearchWorld> {
  const [database, double] = await Promise.all([openTestDatabase('empty'), startMeilisearchDouble()]);
  const opened: MeilisearchEngine[] = [];
  return {
    double,
    database,
    open: (settings = {}) => {
      const prefix = settings.prefix ?? `univocal-${randomBytes(4).toString('hex')}`;
      const engine = meilisearchEngine(database.db, {
        url: double.url,
        searchKey: new Secret(double.keys.search),
        indexKey: new Secret(double.keys.index),
        // A slow machine is no slow engine.
        searchMs: 20_000,
        ...settings,
        prefix,
      });
      opened.push(engine);
      return { engine, prefix, close: engine.close };
    },
    close: async () => {
      for (const engine of opened) await engine.close();
      await double.close();
      await database.close();
      expect(double.faults).toEqual([]);
    },
  };
}

/** An engine on a double of its own. */
export async function openMeilisearchDouble(): Promise<EngineOnServer> {
  const world = await openMeilisearchWorld();
  return { ...world.open(), close: world.close };
}

/** A server of one's own, where the environment names one. */
export const realServer = {
  url: process.env['MEILI_URL'] ?? null,
  searchKey: process.env['MEILI_SEARCH_KEY'] ?? '',
  indexKey: process.env['MEILI_INDEX_KEY'] ?? '',
};

/** The engine on the real server, in indexes of its own that are deleted at the end. */
export async function openRealMeilisearch(): Promise<EngineOnServer> {
  if (realServer.url === null) throw new Error('MEILI_URL is not set');
  const database = await openTestDatabase('empty');
  const prefix = `univocal-test-${randomBytes(4).toString('hex')}`;
  const engine = meilisearchEngine(database.db, {
    url: realServer.url,
    searchKey: new Secret(realServer.searchKey),
    indexKey: new Secret(realServer.indexKey),
    prefix,
    searchMs: 20_000,
  });
  await engine.requireUsable();
  const close = async () => {
    const client = new Meilisearch({ host: realServer.url ?? '', apiKey: realServer.indexKey });
    const { results } = await client.getRawIndexes({ limit: 1_000 });
    for (const { uid } of results) if (uid.startsWith(prefix)) await client.deleteIndex(uid);
    await engine.close();
    await database.close();
  };
  return { engine, prefix, close };
}
