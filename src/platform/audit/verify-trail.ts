import type { Database } from '../database/database.js';
import { type ChainHead, type ChainVerdict, verifyChain } from '../hash-chain.js';
import { type AuditEntry, entryHash } from './entry.js';
import { entriesAfter } from './trail.js';

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

/** Follows the trail from its first entry; `expected` is an entry that an earlier look ended with. */
export function verifyTrail(
  trail: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
  expected: ChainHead | null = null,
): Promise<ChainVerdict> {
  return verifyChain(
    trail,
    (entry) => (entryHash(entry) === entry.hash ? null : 'its content is not what was hashed'),
    expected,
  );
}
