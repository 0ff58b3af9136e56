import type { Snapshot } from '../../knowledge/index.js';
import { searchDocuments } from '../search-documents.js';
import type { SearchEngine, Synonym } from '../search-engine.js';
import type { Searching } from '../with-fallback.js';
import { scanEngine } from './scan-engine.js';

/** Searches a state without an index: one of the past, the preview of a release. */
export function scanOf(snapshot: Snapshot, synonyms: readonly Synonym[]): Searching {
  return scanEngine({ sequence: snapshot.sequence, documents: searchDocuments(snapshot), synonyms });
}

/** Reading through more documents than this would keep the process from answering anyone else. */
const mostDocuments = 3_000;

const scans = new WeakMap<Snapshot, SearchEngine | null>();

/** Searches the published state while its index cannot be reached; null where it is too large for that. */
export function scanInNeed(snapshot: Snapshot, synonyms: readonly Synonym[]): Searching | null {
  const known = scans.get(snapshot);
  if (known !== undefined) return known;
  const documents = searchDocuments(snapshot);
  const scan =
    documents.length > mostDocuments ? null : scanEngine({ sequence: snapshot.sequence, documents, synonyms });
  scans.set(snapshot, scan);
  return scan;
}
