import { randomUUID } from 'node:crypto';
import { ApiError } from './api-error.js';
import {
  type EngineState,
  indexFor,
  indexOf,
  requireKey,
  requireUid,
  swapIndexes,
  taskSummary,
  taskView,
} from './engine-state.js';
import { passes, requireFilterable } from './filter-documents.js';
import { parseFilter } from './filter-grammar.js';
import type { SentDocument } from './indexed-document.js';
import { applySettings, emptyIndex, type IndexState, putDocuments, removeDocuments } from './index-state.js';
import { multiSearch } from './multi-search.js';
import { searchIndex } from './search.js';
import { changeSettings, defaultSettings } from './settings.js';

/** A call, taken apart. */
export interface Call {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

/** What is answered: a status and a body. */
export type Answer = readonly [status: number, body?: unknown];

/** One operation that the double can do, under the description's path. */
export interface Route {
  readonly method: string;
  readonly template: string;
  /** What a key must allow; null = none is needed. */
  readonly action: string | null;
  readonly answer: (engine: EngineState, call: Call) => Answer;
}

const searching: readonly Route[] = [
  {
    method: 'post',
    template: '/indexes/{index_uid}/search',
    action: 'search',
    answer: (engine, call) => [200, searchIndex(named(engine, call), body(call))],
  },
  {
    method: 'post',
    template: '/multi-search',
    action: 'search',
    answer: (engine, call) => {
      const search = call.body as Parameters<typeof multiSearch>[0];
      return [
        200,
        multiSearch(search, (uid) => {
          requireKey(engine, call.authorization, 'search', uid);
          return indexOf(engine, uid);
        }),
      ];
    },
  },
];

const indexes: readonly Route[] = [
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

const documents: readonly Route[] = [
  ...(['post', 'put'] as const).map(
    (method): Route => ({
      method,
      template: '/indexes/{index_uid}/documents',
      action: 'documents.add',
      answer: (engine, { parameters: { index_uid: uid = '' }, query, body: sent }) => {
        requireUid(uid);
        const all = [sent].flat() as SentDocument[];
        const details = { receivedDocuments: all.length, indexedDocuments: null as number | null };
        return enqueued(engine, uid, 'documentAdditionOrUpdate', details, () => {
          details.indexedDocuments = 0;
          putDocuments(indexFor(engine, uid, query.get('primaryKey')), all, method === 'put');
          details.indexedDocuments = all.length;
        });
      },
    }),
  ),
  {
    method: 'post',
    template: '/indexes/{index_uid}/documents/fetch',
    action: 'documents.get',
    answer: (engine, call) => {
      const wanted = body(call) as { fields?: readonly string[] | null; filter?: unknown };
      const found = filtered(named(engine, call), wanted.filter).map((document) =>
        chosen(document.fields, wanted.fields ?? null),
      );
      return [
        200,
        page(
          found,
          new URLSearchParams(
            Object.entries(body(call)).filter(([name]) => ['offset', 'limit'].includes(name)) as [string, string][],
          ),
        ),
      ];
    },
  },
  {
    method: 'get',
    template: '/indexes/{index_uid}/documents',
    action: 'documents.get',
    answer: (engine, call) => {
      const fields = call.query.get('fields')?.split(',') ?? null;
      return [
        200,
        page(
          filtered(named(engine, call), null).map((document) => chosen(document.fields, fields)),
          call.query,
        ),
      ];
    },
  },
  {
    method: 'get',
    template: '/indexes/{index_uid}/documents/{document_id}',
    action: 'documents.get',
    answer: (engine, call) => {
      const id = call.parameters['document_id'] ?? '';
      const document = named(engine, call).documents.get(id);
      if (!document) throw new ApiError(404, 'document_not_found', `Document \`${id}\` not found.`);
      return [200, document.fields];
    },
  },
  {
    method: 'delete',
    template: '/indexes/{index_uid}/documents/{document_id}',
    action: 'documents.delete',
    answer: (engine, { parameters }) =>
      deletion(engine, parameters['index_uid'] ?? '', () => [parameters['document_id'] ?? '']),
  },
  {
    method: 'post',
    template: '/indexes/{index_uid}/documents/delete-batch',
    action: 'documents.delete',
    answer: (engine, { parameters, body: ids }) =>
      deletion(engine, parameters['index_uid'] ?? '', () => (ids as unknown[]).map(String)),
  },
  {
    method: 'post',
    template: '/indexes/{index_uid}/documents/delete',
    action: 'documents.delete',
    answer: (engine, { parameters, body: order }) => {
      const { filter } = order as { filter: unknown };
      parseFilter(filter, 'invalid_document_filter');
      return deletion(engine, parameters['index_uid'] ?? '', (index) =>
        filtered(index, filter).map(({ fields }) => String(fields[index.primaryKey ?? ''])),
      );
    },
  },
  {
    method: 'delete',
    template: '/indexes/{index_uid}/documents',
    action: 'documents.delete',
    answer: (engine, { parameters }) =>
      deletion(engine, parameters['index_uid'] ?? '', (index) => [...index.documents.keys()]),
  },
];

const settings: readonly Route[] = [
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

const service: readonly Route[] = [
  { method: 'get', template: '/health', action: null, answer: () => [200, { status: 'available' }] },
  {
    method: 'get',
    template: '/version',
    action: 'version',
    answer: (engine) => [200, { commitSha: 'double', commitDate: 'unknown', pkgVersion: engine.version }],
  },
  {
    method: 'get',
    template: '/tasks/{task_id}',
    action: 'tasks.get',
    answer: (engine, { parameters }) => [200, taskView(taskOf(engine, parameters['task_id'] ?? ''))],
  },
  {
    method: 'get',
    template: '/tasks',
    action: 'tasks.get',
    answer: (engine, { query }) => {
      const wanted = (name: string, value: string | null) =>
        !query.has(name) || (query.get(name) ?? '').split(',').includes(value ?? '');
      const found = engine.queue.tasks
        .filter(
          (task) =>
            wanted('statuses', task.status) &&
            wanted('indexUids', task.indexUid) &&
            wanted('types', task.type) &&
            wanted('uids', String(task.uid)),
        )
        .toReversed();
      const limit = Number(query.get('limit') ?? 20);
      const from = Number(query.get('from') ?? Infinity);
      const rest = found.filter(({ uid }) => uid <= from);
      return [
        200,
        {
          results: rest.slice(0, limit).map(taskView),
          total: found.length,
          limit,
          from: rest[0]?.uid ?? null,
          next: rest[limit]?.uid ?? null,
        },
      ];
    },
  },
  {
    method: 'get',
    template: '/keys',
    action: 'keys.get',
    answer: (engine, { query }) => [
      200,
      page(
        engine.keys.map((key) => ({
          ...key,
          description: null,
          uid: randomUUID(),
          expiresAt: null,
          createdAt: born,
          updatedAt: born,
        })),
        query,
      ),
    ],
  },
];

/** Every operation that the double can do. */
export const routes: readonly Route[] = [...searching, ...indexes, ...documents, ...settings, ...service];

const born = new Date(0).toISOString();

function named(engine: EngineState, { parameters }: Call): IndexState {
  return indexOf(engine, parameters['index_uid'] ?? '');
}

function body({ body: sent }: Call): Record<string, unknown> {
  return (sent ?? {}) as Record<string, unknown>;
}

function enqueued(
  engine: EngineState,
  indexUid: string | null,
  type: string,
  details: Record<string, unknown>,
  work: () => void,
): Answer {
  return [202, taskSummary(engine.queue.enqueue({ indexUid, type, details }, work))];
}

function deletion(engine: EngineState, uid: string, idsIn: (index: IndexState) => readonly string[]): Answer {
  const details = { deletedDocuments: null as number | null };
  return enqueued(engine, uid, 'documentDeletion', details, () => {
    details.deletedDocuments = 0;
    const index = indexOf(engine, uid);
    details.deletedDocuments = removeDocuments(index, idsIn(index));
  });
}

function filtered(index: IndexState, filter: unknown) {
  const tree = parseFilter(filter, 'invalid_document_filter');
  if (tree) requireFilterable(tree, index.settings.filterableAttributes, 'invalid_document_filter');
  return [...index.documents.values()].filter(({ fields }) => !tree || passes(fields, tree));
}

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

function taskOf(engine: EngineState, uid: string) {
  const task = engine.queue.tasks[Number(uid)];
  if (!task) throw new ApiError(404, 'task_not_found', `Task \`${uid}\` not found.`);
  return task;
}

function chosen(fields: SentDocument, names: readonly string[] | null): SentDocument {
  return names === null ? fields : Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

function page(all: readonly unknown[], query: URLSearchParams) {
  const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 20)];
  return { results: all.slice(offset, offset + limit), offset, limit, total: all.length };
}
