import { type ChainLink, chainHash } from '../hash-chain.js';

/** One link of the audit trail, as it is stored, exported and hashed. */
export interface AuditEntry extends ChainLink {
  readonly at: Date;
  /** `person:` and a salted hash for an account; else the channel's key or "system". */
  readonly actor: string;
  readonly role: string;
  /** What happened, such as draft.approved. */
  readonly action: string;
  /** To what, such as answer/lost-card. */
  readonly subject: string;
  /** JSON with its keys in order; hashed as it stands. */
  readonly details: string;
}

/** The hash of an entry: SHA-256 over the JSON text [previous hash, sequence, at, actor, role, action, subject, details]. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const { previousHash, sequence, at, actor, role, action, subject, details } = entry;
  return chainHash([previousHash, sequence, at.toISOString(), actor, role, action, subject, details]);
}

/** JSON with the keys of every object in order, so that equal content is equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
