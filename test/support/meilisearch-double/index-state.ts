import { ApiError } from './api-error.js';
import { indexDocument, type IndexedDocument, type SentDocument } from './indexed-document.js';
import { defaultSettings, type IndexSettings } from './settings.js';

/** One index: its documents under their ids, in the order in which they first came. */
export interface IndexState {
  uid: string;
  primaryKey: string | null;
  settings: IndexSettings;
  readonly documents: Map<string, IndexedDocument>;
  readonly createdAt: string;
  updatedAt: string;
  /** Changes with documents and settings: what is derived from them is kept under it. */
  revision: number;
}

/** An index without documents. */
export function emptyIndex(uid: string, primaryKey: string | null): IndexState {
  const now = new Date().toISOString();
  return {
    uid,
    primaryKey,
    settings: defaultSettings,
    documents: new Map(),
    createdAt: now,
    updatedAt: now,
    revision: 0,
  };
}

/** Adds or replaces documents (or changes some fields of them); one that is not right refuses them all. */
export function putDocuments(index: IndexState, sent: readonly SentDocument[], partial: boolean): void {
  const key = (index.primaryKey ??= inferredKey(sent));
  const named = sent.map((fields) => [idOf(fields, key), fields] as const);
  for (const [id, fields] of named) {
    const before = partial ? index.documents.get(id)?.fields : undefined;
    index.documents.set(id, indexDocument({ ...before, ...fields }, index.settings));
  }
  touch(index);
}

/** Takes documents away; ids that are not there are no fault. */
export function removeDocuments(index: IndexState, ids: readonly string[]): number {
  const gone = ids.filter((id) => index.documents.delete(id)).length;
  touch(index);
  return gone;
}

/** Puts settings in force, and finds every document's words anew. */
export function applySettings(index: IndexState, settings: IndexSettings): void {
  index.settings = settings;
  for (const [id, { fields }] of index.documents) index.documents.set(id, indexDocument(fields, settings));
  touch(index);
}

function touch(index: IndexState): void {
  index.updatedAt = new Date().toISOString();
  index.revision++;
}

function inferredKey(sent: readonly SentDocument[]): string {
  const candidates = Object.keys(sent[0] ?? {}).filter((name) => name.toLowerCase().endsWith('id'));
  if (candidates.length === 1 && candidates[0]) return candidates[0];
  if (candidates.length === 0)
    throw new ApiError(
      400,
      'index_primary_key_no_candidate_found',
      'The primary key inference failed as the engine did not find any field ending with `id` in its name.',
    );
  throw new ApiError(
    400,
    'index_primary_key_multiple_candidates_found',
    `The primary key inference failed as the engine found ${candidates.length} fields ending with \`id\` in their names.`,
  );
}

function idOf(fields: SentDocument, key: string): string {
  const value = fields[key];
  if (value === undefined)
    throw new ApiError(
      400,
      'missing_document_id',
      `Document doesn't have a \`${key}\` attribute: \`${JSON.stringify(fields)}\`.`,
    );
  const isId = typeof value === 'string' ? /^[A-Za-z0-9_-]{1,511}$/.test(value) : Number.isInteger(value);
  if (!isId)
    throw new ApiError(
      400,
      'invalid_document_id',
      `Document identifier \`${JSON.stringify(value)}\` is invalid. A document identifier can be of type integer or string, only composed of alphanumeric characters (a-z A-Z 0-9), hyphens (-) and underscores (_), and can not be more than 511 bytes.`,
    );
  return String(value);
}
