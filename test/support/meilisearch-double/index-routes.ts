import { ApiError } from './api-error.js';
import { type EngineState, indexFor, indexOf, requireKey, requireUid, swapIndexes } from './engine-state.js';
import { applySettings, emptyIndex, type IndexState } from './index-state.js';
import { body, enqueued, named, page, type Route } from './route.js';
import { changeSettings, defaultSettings } from './settings.js';

/** Indexes: making, listing, exchanging, deleting, counting. */
export const indexRoutes: readonly Route[] = [
  {
    method: 'get',
    template: '/indexes',
    action: 'indexes.get',
    answer: (engine, { query }) => [
      200,
      page([...engine.indexes.values()].sort((a, b) => (a.uid < b.uid ? -1 : 1)).map(indexView), query),
    ],
  },
  {
    method: 'get',
    template: '/indexes/{index_uid}',
    action: 'indexes.get',
    answer: (engine, call) => [200, indexView(named(engine, call))],
  },
  {
    method: 'post',
    template: '/indexes',
    action: 'indexes.create',
    answer: (engine, call) => {
      const { uid, primaryKey } = call.body as { uid: string; primaryKey?: string | null };
      requireUid(uid);
      return enqueued(engine, uid, 'indexCreation', { primaryKey: primaryKey ?? null }, () => {
        if (engine.indexes.has(uid))
          throw new ApiError(409, 'index_already_exists', `Index \`${uid}\` already exists.`);
        engine.indexes.set(uid, emptyIndex(uid, primaryKey ?? null));
      });
    },
  },
  {
    method: 'delete',
    template: '/indexes/{index_uid}',
    action: 'indexes.delete',
    answer: (engine, { parameters: { index_uid: uid = '' } }) =>
      // Whether it is there is seen when the task is worked off, not now.
      enqueued(engine, uid, 'indexDeletion', {}, () => {
        indexOf(engine, uid);
        engine.indexes.delete(uid);
      }),
  },
  {
    method: 'post',
    template: '/swap-indexes',
    action: 'indexes.swap',
    answer: (engine, call) => {
      const pairs = (call.body as { indexes: [string, string] }[]).map(({ indexes: pair }) => pair);
      for (const uid of pairs.flat()) requireKey(engine, call.authorization, 'indexes.swap', uid);
      return enqueued(engine, null, 'indexSwap', { swaps: call.body }, () => swapIndexes(engine, pairs));
    },
  },
  {
    method: 'get',
    template: '/indexes/{index_uid}/stats',
    action: 'stats.get',
    answer: (engine, call) => [200, statsOf(engine, named(engine, call))],
  },
];

/** Their settings. */
export const settingsRoutes: readonly Route[] = [
  {
    method: 'get',
    template: '/indexes/{index_uid}/settings',
    action: 'settings.get',
    answer: (engine, call) => [200, named(engine, call).settings],
  },
  {
    method: 'patch',
    template: '/indexes/{index_uid}/settings',
    action: 'settings.update',
    answer: (engine, call) => {
      const uid = call.parameters['index_uid'] ?? '';
      requireUid(uid);
      changeSettings(defaultSettings, body(call));
      return enqueued(engine, uid, 'settingsUpdate', body(call), () => {
        const index = indexFor(engine, uid);
        applySettings(index, changeSettings(index.settings, body(call)));
      });
    },
  },
  {
    method: 'delete',
    template: '/indexes/{index_uid}/settings',
    action: 'settings.update',
    answer: (engine, { parameters: { index_uid: uid = '' } }) =>
      enqueued(engine, uid, 'settingsUpdate', {}, () => applySettings(indexOf(engine, uid), defaultSettings)),
  },
];

function indexView({ uid, primaryKey, createdAt, updatedAt }: IndexState) {
  return { uid, primaryKey, createdAt, updatedAt };
}

function statsOf(engine: EngineState, index: IndexState) {
  const fieldDistribution: Record<string, number> = {};
  for (const { fields } of index.documents.values())
    for (const name of Object.keys(fields)) fieldDistribution[name] = (fieldDistribution[name] ?? 0) + 1;
  const isIndexing = engine.queue.tasks.some((task) => task.indexUid === index.uid && task.status === 'processing');
  const sizes = { indexSize: 0, usedIndexSize: 0, rawDocumentDbSize: 0, avgDocumentSize: 0, internalDatabaseSizes: {} };
  return {
    ...sizes,
    numberOfDocuments: index.documents.size,
    isIndexing,
    numberOfEmbeddings: 0,
    numberOfEmbeddedDocuments: 0,
    fieldDistribution,
  };
}
