import type { Database } from '../database/database.js';
import { type AuditEntry, entryHash, noHash } from './entry.js';
import { entriesAfter } from './trail.js';

/** What the look at every entry found: an unbroken chain with its last entry, or the first entry that is not what was written. */
export type TrailVerdict =
  | { readonly outcome: 'whole'; readonly count: number; readonly head: string }
  | { readonly outcome: 'broken'; readonly sequence: number; readonly reason: string };

/** The trail of a database in its order, page by page. */
export async function* storedTrail(db: Database): AsyncGenerator<AuditEntry> {
  let last = 0;
  for (;;) {
    const page = await entriesAfter(db, last);
    yield* page;
    const end = page.at(-1);
    if (!end) return;
    last = end.sequence;
  }
}

/**
 * Follows the chain from its first entry. A chain cannot know that its end was cut off: for that, `expected` names an entry that was seen
 * before, by its number and hash.
 */
export async function verifyTrail(
  trail: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
  expected: { readonly sequence: number; readonly hash: string } | null = null,
): Promise<TrailVerdict> {
  let count = 0;
  let head = noHash;
  for await (const entry of trail) {
    const reason = faultOf(entry, { sequence: count + 1, previousHash: head });
    if (reason) return { outcome: 'broken', sequence: Math.min(entry.sequence, count + 1), reason };
    if (expected?.sequence === entry.sequence && expected.hash !== entry.hash)
      return { outcome: 'broken', sequence: entry.sequence, reason: 'it is not the entry that was expected' };
    count += 1;
    head = entry.hash;
  }
  if (expected && expected.sequence > count)
    return { outcome: 'broken', sequence: count + 1, reason: 'it and all after it are missing' };
  return { outcome: 'whole', count, head };
}

function faultOf(entry: AuditEntry, due: { readonly sequence: number; readonly previousHash: string }): string | null {
  if (entry.sequence > due.sequence) return 'it is missing';
  if (entry.sequence < due.sequence) return 'it is there twice';
  if (entryHash(entry) !== entry.hash) return 'its content is not what was hashed';
  return entry.previousHash === due.previousHash ? null : 'it does not follow from the entry before';
}
