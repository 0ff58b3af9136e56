import { ApiError } from './api-error.js';
import { type EngineState, indexFor, indexOf, requireUid } from './engine-state.js';
import { passes, requireFilterable } from './filter-documents.js';
import { parseFilter } from './filter-grammar.js';
import type { SentDocument } from './indexed-document.js';
import { type IndexState, putDocuments, removeDocuments } from './index-state.js';
import { type Answer, body, enqueued, named, page, type Route } from './route.js';

/** Documents: writing, reading, deleting. */
export const documentRoutes: readonly Route[] = [
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

function chosen(fields: SentDocument, names: readonly string[] | null): SentDocument {
  return names === null ? fields : Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
