import { AppError } from '../../platform/errors.js';
import type { IndexContent } from './contents.js';
import { refusedWith } from './connect.js';
import { carryOut, carryToEnd, type Writing } from './tasks.js';
import { type Gone, type Marker, markerId, type WireDocument } from './wire-document.js';

/** The engine takes more at once, but a task that fails should not fail for too many. */
const documentsAtOnce = 1_000;

/**
 * Makes one index hold a content, in one step for its readers: a small difference is one task, in which what goes leaves an empty document behind; new rules or
 * a large difference make a new index that takes the place of the old one when it is complete.
 */
export async function bringTo(writing: Writing, content: IndexContent): Promise<void> {
  const marker = await markerOf(writing, content.uid);
  if (marker?.generation === content.generation) return;
  if (marker?.settings !== content.settingsHash) return rebuild(writing, content);
  const { changed, gone } = await differenceOf(writing, content);
  if (changed.length + gone.length >= documentsAtOnce) return rebuild(writing, content);
  const index = writing.client.index(content.uid);
  const emptied = gone.map((id): Gone => ({ id, kind: 'gone' }));
  await carryOut(
    writing,
    index.addDocuments([...changed, ...emptied, markerFor(writing, content)], { primaryKey: 'id' }),
  );
  if (gone.length > 0) await carryOut(writing, index.deleteDocuments([...gone]));
}

/** Where there is nothing yet, in its place: an index without its marker is not read. */
async function rebuild(writing: Writing, content: IndexContent): Promise<void> {
  const { client } = writing;
  const { uid } = content;
  if (!(await exists(writing, uid))) return fill(writing, uid, content);
  const next = `${uid}-next`;
  // The client says of an index that is not there that it was deleted: what counts is how the task ends.
  await dropIndex(writing, next);
  await fill(writing, next, content);
  await carryOut(writing, client.swapIndexes([{ indexes: [uid, next], rename: false }]));
  await dropIndex(writing, next);
}

/** The rules, then all documents in batches, the marker with the last of them, and only when all before have succeeded; then they are counted. */
async function fill(writing: Writing, uid: string, content: IndexContent): Promise<void> {
  const index = writing.client.index<WireDocument | Marker>(uid);
  await carryOut(writing, index.updateSettings(content.settings));
  const all = [...content.documents, markerFor(writing, content)];
  for (let start = 0; start < all.length; start += documentsAtOnce)
    await carryOut(writing, index.addDocuments(all.slice(start, start + documentsAtOnce), { primaryKey: 'id' }));
  const { numberOfDocuments } = await index.getStats();
  if (numberOfDocuments !== all.length)
    throw new AppError(
      'UNAVAILABLE',
      `The search engine holds ${numberOfDocuments} documents of ${all.length} that it was sent.`,
    );
}

async function dropIndex(writing: Writing, uid: string): Promise<void> {
  if (!(await exists(writing, uid))) return;
  const task = await carryToEnd(writing, writing.client.deleteIndex(uid));
  if (task.status !== 'succeeded' && task.error?.code !== 'index_not_found')
    throw new AppError('UNAVAILABLE', `The search engine could not delete the index ${uid}.`);
}

async function exists({ client }: Writing, uid: string): Promise<boolean> {
  return client
    .index(uid)
    .getRawInfo()
    .then(() => true)
    .catch((error: unknown) => {
      if (refusedWith(error, 'index_not_found')) return false;
      throw error;
    });
}

async function markerOf({ client }: Writing, uid: string): Promise<Marker | null> {
  return client
    .index<Marker>(uid)
    .getDocument<Marker>(markerId)
    .catch((error: unknown) => {
      if (refusedWith(error, 'index_not_found', 'document_not_found')) return null;
      throw error;
    });
}

function markerFor({ sequence }: Writing, { generation, settingsHash }: IndexContent): Marker {
  return { id: markerId, kind: 'generation', generation, settings: settingsHash, sequence };
}

/** Compared with what the engine holds, not with what we believe to have written. */
async function differenceOf(writing: Writing, content: IndexContent) {
  const held = await heldHashes(writing, content.uid);
  const wanted = new Set(content.documents.map(({ id }) => id));
  return {
    changed: content.documents.filter(({ id, hash }) => held.get(id) !== hash),
    gone: [...held.keys()].filter((id) => !wanted.has(id) && id !== markerId),
  };
}

async function heldHashes({ client }: Writing, uid: string): Promise<ReadonlyMap<string, string | undefined>> {
  const held = new Map<string, string | undefined>();
  for (let offset = 0; ; offset += documentsAtOnce) {
    const page = await client
      .index<WireDocument>(uid)
      .getDocuments({ fields: ['id', 'hash'], limit: documentsAtOnce, offset });
    for (const { id, hash } of page.results) held.set(id, hash);
    if (offset + page.results.length >= page.total || page.results.length === 0) return held;
  }
}
