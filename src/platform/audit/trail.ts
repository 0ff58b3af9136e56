import type { Database } from '../database/database.js';
import type { Row } from '../database/tables.js';
import type { AuditEntry } from './entry.js';

/** Entries after a number, oldest first. */
export async function entriesAfter(db: Database, sequence: number, limit = 1_000): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .selectAll()
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map(entryFrom);
}

/** An entry as it is stored. */
export function entryFrom({ previous_hash, ...row }: Row<'audit_entry'>): AuditEntry {
  return { ...row, previousHash: previous_hash };
}
