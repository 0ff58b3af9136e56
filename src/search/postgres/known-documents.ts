import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { Shelf } from '../query/permits.js';

/** What ranking knows of a document. */
export interface KnownDocument {
  readonly answerKey: string;
  readonly version: number;
  readonly questionLength: number;
  readonly shelf: Shelf;
}

/** Documents, and where among them those of each list of row numbers stand. */
export interface Located {
  readonly documents: readonly KnownDocument[];
  readonly places: readonly Int32Array[];
}

/** How many documents that are gone may be remembered beside those that are there. */
const mostGone = 10_000;

/**
 * What this process has read of the index's documents. A row is never changed, only replaced by one of another number, so what is known of a number
 * holds in every state of the index.
 */
export class KnownDocuments {
  #known = nothingKnown();

  /** Looks up documents by the numbers of their rows and reads those that were not read before; `count` is how many the whole index has. */
  async locate(tx: Database, lists: readonly Int32Array[], count: number): Promise<Located> {
    if (this.#known.documents.length > count + mostGone) this.forget();
    const known = this.#known;
    const unknown = new Set<number>();
    const places = lists.map((ids) => placesOf(ids, known, unknown));
    if (unknown.size === 0) return { documents: known.documents, places };
    for (const some of inPieces([...unknown])) await readInto(known, tx, some);
    return { documents: known.documents, places: lists.map((ids) => placesOf(ids, known, unknown)) };
  }

  /** Forgets all: the next database may be another one, with other rows under the same numbers. */
  forget(): void {
    this.#known = nothingKnown();
  }
}

function placesOf(ids: Int32Array, { places }: Known, unknown: Set<number>): Int32Array {
  const found = new Int32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0;
    const place = places.get(id);
    if (place === undefined) unknown.add(id);
    else found[i] = place;
  }
  return found;
}

/** So many documents are read by one statement; what is read is kept even where the search that wanted it runs out of time. */
const documentsAtOnce = 2_000;

function inPieces(ids: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(ids.length / documentsAtOnce) }, (_, i) =>
    ids.slice(i * documentsAtOnce, (i + 1) * documentsAtOnce),
  );
}

interface Known {
  /** By what they are, so that documents of one shelf share it: who may see them is asked once a shelf. */
  readonly shelves: Map<string, Shelf>;
  readonly places: Map<number, number>;
  readonly documents: KnownDocument[];
}

function nothingKnown(): Known {
  return { shelves: new Map(), places: new Map(), documents: [] };
}

type ShelfRow = Shelf & { readonly documents: readonly (readonly [number, string, number, number])[] };

async function readInto(known: Known, tx: Database, ids: readonly number[]): Promise<void> {
  const { rows } = await sql<ShelfRow>`
    select audience, topics, owner, scope, json_agg(json_build_array(id, answer_key, version, question_length)) as documents
    from search_document where id = any(${ids}::int[])
    group by audience, topics, owner, scope`.execute(tx);
  for (const { documents, ...row } of rows) {
    const shelf = theShelf(known, row);
    for (const [id, answerKey, version, questionLength] of documents) {
      if (known.places.has(id)) continue;
      known.places.set(id, known.documents.length);
      known.documents.push({ answerKey, version, questionLength, shelf });
    }
  }
}

function theShelf({ shelves }: Known, shelf: Shelf): Shelf {
  const name = JSON.stringify([shelf.audience, shelf.topics, shelf.owner, shelf.scope]);
  const known = shelves.get(name) ?? shelf;
  shelves.set(name, known);
  return known;
}
