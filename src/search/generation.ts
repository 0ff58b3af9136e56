import { createHash } from 'node:crypto';
import { setImmediate as giveWay } from 'node:timers/promises';
import { type Audience, audiences, covers } from '../access/index.js';
import type { IndexBuild, SearchDocument } from './search-engine.js';

const hashes = new WeakMap<SearchDocument, string>();

/** The hash of all that a document says; made once for each document object. */
export function documentHash(document: SearchDocument): string {
  const known = hashes.get(document);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url');
  hashes.set(document, hash);
  return hash;
}

/** So many documents are worked on before others get their turn; some milliseconds. */
const documentsInOneGo = 25;

/** Does something for each document in turn, without keeping the process from anyone else meanwhile. */
export async function forEachInTurn<T>(all: readonly T[], work: (one: T) => void): Promise<void> {
  for (const [i, one] of all.entries()) {
    if (i > 0 && i % documentsInOneGo === 0) await giveWay();
    work(one);
  }
}

/** The id of the generation that a build makes under the rules of an engine: the same content has the same id, on every node. */
export function generationId(
  rules: string,
  { documents, synonyms }: Pick<IndexBuild, 'documents' | 'synonyms'>,
): string {
  const hash = createHash('sha256').update(rules);
  for (const one of documents.map(documentHash).sort()) hash.update(one);
  for (const one of synonyms.map((synonym) => JSON.stringify(synonym)).sort()) hash.update(one);
  return hash.digest('base64url').slice(0, 16);
}

/** The id for each audience, of what it may see: a cursor must not change with a text that its reader may not know of. */
export function generationIds(
  rules: string,
  { documents, synonyms }: Pick<IndexBuild, 'documents' | 'synonyms'>,
): Readonly<Record<Audience, string>> {
  const idFor = (audience: Audience) =>
    generationId(rules, { documents: documents.filter((one) => covers(audience, one.audience)), synonyms });
  return Object.fromEntries(audiences.map((audience) => [audience, idFor(audience)])) as Record<Audience, string>;
}

/** The highest of the audiences that a request is for. */
export function readerOf({ audiences: asked }: { readonly audiences: readonly Audience[] }): Audience {
  return audiences.findLast((audience) => asked.includes(audience)) ?? 'PUBLIC';
}
