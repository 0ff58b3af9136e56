import { randomBytes } from 'node:crypto';
import { Meilisearch } from 'meilisearch';
import { expect } from 'vitest';
import { type MeilisearchEngine, meilisearchEngine } from '../../src/search/index.js';
import { Secret } from '../../src/platform/secret.js';
import { type MeilisearchDouble, startMeilisearchDouble } from './meilisearch-double/start-double.js';
import { openTestDatabase, type TestDatabase } from './test-database.js';

/** An engine on a server, and what a test may look at behind it. */
export interface MeilisearchWorld {
  readonly engine: MeilisearchEngine;
  readonly database: TestDatabase;
  close(): Promise<void>;
}

/** The engine on a double of its own; closing fails when the double answered otherwise than the published description says. */
export async function openMeilisearchDouble(
  options: { readonly version?: string; readonly searchMs?: number } = {},
): Promise<MeilisearchWorld & { readonly double: MeilisearchDouble }> {
  const [database, double] = await Promise.all([openTestDatabase('empty'), startMeilisearchDouble(options)]);
  const engine = meilisearchEngine(database.db, {
    url: double.url,
    searchKey: new Secret(double.keys.search),
    indexKey: new Secret(double.keys.index),
    prefix: 'univocal',
    ...(options.searchMs === undefined ? {} : { searchMs: options.searchMs }),
  });
  const close = async () => {
    await engine.close();
    await double.close();
    await database.close();
    expect(double.faults).toEqual([]);
  };
  return { engine, database, double, close };
}

/** A server of one's own, where the environment names one. */
export const realServer = {
  url: process.env['MEILI_URL'] ?? null,
  searchKey: process.env['MEILI_SEARCH_KEY'] ?? '',
  indexKey: process.env['MEILI_INDEX_KEY'] ?? '',
};

/** The engine on the real server, in indexes of its own that are deleted at the end. */
export async function openRealMeilisearch(): Promise<MeilisearchWorld> {
  if (realServer.url === null) throw new Error('MEILI_URL is not set');
  const database = await openTestDatabase('empty');
  const prefix = `univocal-test-${randomBytes(4).toString('hex')}`;
  const engine = meilisearchEngine(database.db, {
    url: realServer.url,
    searchKey: new Secret(realServer.searchKey),
    indexKey: new Secret(realServer.indexKey),
    prefix,
  });
  await engine.requireUsable();
  const close = async () => {
    const client = new Meilisearch({ host: realServer.url ?? '', apiKey: realServer.indexKey });
    const { results } = await client.getRawIndexes({ limit: 1_000 });
    for (const { uid } of results) if (uid.startsWith(prefix)) await client.deleteIndex(uid);
    await engine.close();
    await database.close();
  };
  return { engine, database, close };
}
