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

/** For so long documents are worked on before others get their turn, in milliseconds. */
const longestGo = 8;

/** Does something for each document in turn, without keeping the process from anyone else meanwhile. */
export async function forEachInTurn<T>(all: readonly T[], work: (one: T) => void): Promise<void> {
  let since = performance.now();
  for (const one of all) {
    if (performance.now() - since > longestGo) {
      await giveWay();
      since = performance.now();
    }
    work(one);
  }
}

type Content = Pick<IndexBuild, 'documents' | 'synonyms'>;

/** The id of the generation that a build makes under the rules of an engine: the same content has the same id, on every node. */
export function generationId(rules: string, { documents, synonyms }: Content): string {
  return idOf(rules, hashesInOrder(documents), synonyms);
}

/** The id for each audience, of what it may see: a cursor must not change with a text that its reader may not know of. */
export function generationIds(rules: string, { documents, synonyms }: Content): Readonly<Record<Audience, string>> {
  const hashed = hashesInOrder(documents);
  const idFor = (audience: Audience) =>
    idOf(
      rules,
      hashed.filter((one) => covers(audience, one.audience)),
      synonyms,
    );
  return Object.fromEntries(audiences.map((audience) => [audience, idFor(audience)])) as Record<Audience, string>;
}

interface Hashed {
  readonly hash: string;
  readonly audience: Audience;
}

function idOf(rules: string, hashed: readonly Hashed[], synonyms: Content['synonyms']): string {
  const id = createHash('sha256').update(rules);
  id.update(hashed.map(({ hash }) => hash).join(''));
  for (const one of synonyms.map((synonym) => JSON.stringify(synonym)).sort()) id.update(one);
  return id.digest('base64url').slice(0, 16);
}

const inOrder = new WeakMap<Content['documents'], readonly Hashed[]>();

/** Sorted once for all the ids that are made of some documents: ten thousand take ten milliseconds, in which nobody else is answered. */
function hashesInOrder(documents: Content['documents']): readonly Hashed[] {
  const known = inOrder.get(documents);
  if (known) return known;
  const hashed = documents.map((one) => ({ hash: documentHash(one), audience: one.audience }));
  hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  inOrder.set(documents, hashed);
  return hashed;
}

/** The highest of the audiences that a request is for. */
export function readerOf({ audiences: asked }: { readonly audiences: readonly Audience[] }): Audience {
  return audiences.findLast((audience) => asked.includes(audience)) ?? 'PUBLIC';
}
