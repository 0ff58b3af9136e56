import type { Database } from '../../platform/database/database.js';
import * as store from './redaction.store.js';

/** What is left of the words of a version, beside their hash. */
export interface Redaction {
  readonly at: Date;
  readonly reason: string;
  readonly legalBasis: string;
  readonly proposedBy: string;
  readonly confirmedBy: string;
}

/** The tombstone of a version; null when it has its words. */
export async function redactionOf(db: Database, versionId: number): Promise<Redaction | null> {
  const row = await store.redactionOf(db, versionId);
  if (!row) return null;
  const { at, reason, legal_basis, proposed_by, confirmed_by } = row;
  return { at, reason, legalBasis: legal_basis, proposedBy: proposed_by, confirmedBy: confirmed_by };
}
