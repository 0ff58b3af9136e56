import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../database/database.js';
import { canonicalJson } from './entry.js';

/** Who did it: an actor as access names it. */
export interface AuditedActor {
  readonly role: string;
  readonly name: string;
}

/** Something that happened, to be kept for ever. */
export interface Deed {
  readonly actor: AuditedActor;
  readonly at: Date;
  /** What happened, such as draft.approved. */
  readonly action: string;
  /** To what, such as answer/lost-card; an account is named by its key and kept by its reference. */
  readonly subject: string | { readonly account: string };
  /** What it was like: numbers, states, hashes. No secrets, no free text, no names of people. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** People who matter besides the actor, by the part they played; kept by their references. */
  readonly people?: Readonly<Record<string, string | null>>;
}

/** Roles whose actors are people. */
const accounts: ReadonlySet<string> = new Set(['AGENT', 'EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN']);
const machines: ReadonlySet<string> = new Set(['system', 'anonymous', 'operator']);
const saltBytes = 16;

/**
 * Writes the deed into the audit trail, in the transaction that does it: neither is there without the other. Call it last: it takes the lock under
 * which all commits with an entry stand in line.
 */
export async function record(tx: DatabaseTransaction, deed: Deed): Promise<number> {
  const entry = await entryOf(tx, deed);
  const { rows } = await sql<{ sequence: number }>`
    select audit_append(${JSON.stringify(entry)}::json) as sequence`.execute(tx);
  return rows[0]?.sequence ?? 0;
}

/** Writes many deeds in their order and in one exchange, so that the line of commits does not wait for each. */
export async function recordAll(tx: DatabaseTransaction, deeds: readonly Deed[]): Promise<void> {
  if (deeds.length === 0) return;
  const entries: object[] = [];
  const references = new Map<string, string>();
  for (const deed of deeds) entries.push(await entryOf(tx, deed, references));
  await sql`
    select audit_append(entry.value) from json_array_elements(${JSON.stringify(entries)}::json) with ordinality as entry
    order by entry.ordinality`.execute(tx);
}

/** The entry before it has its number and its hashes; `known` keeps references that were looked up. */
async function entryOf(tx: DatabaseTransaction, deed: Deed, known = new Map<string, string>()): Promise<object> {
  const personReference = async (db: DatabaseTransaction, key: string) => {
    const reference = known.get(key) ?? (await referenceFor(db, key));
    known.set(key, reference);
    return reference;
  };
  const actor = accounts.has(deed.actor.role) ? await personReference(tx, deed.actor.name) : deed.actor.name;
  const subject =
    typeof deed.subject === 'string' ? deed.subject : `account/${await personReference(tx, deed.subject.account)}`;
  const people: Record<string, string> = {};
  for (const [part, key] of Object.entries(deed.people ?? {}))
    if (key !== null) people[part] = machines.has(key) ? key : await personReference(tx, key);
  const entry = {
    at: deed.at.toISOString(),
    actor: storable(actor),
    role: deed.actor.role,
    action: deed.action,
    subject: storable(subject),
    details: canonicalJson({ ...deed.details, ...people }),
  };
  return { ...entry, rest: JSON.stringify(Object.values(entry)).slice(1) };
}

/** The salted hash by which the trail names an account. */
async function referenceFor(tx: DatabaseTransaction, key: string): Promise<string> {
  const { rows } = await sql<{ reference: string }>`
    select audit_reference(${key}, ${randomBytes(saltBytes)}) as reference`.execute(tx);
  return rows[0]?.reference ?? '';
}

/** The reference of an account that has entries and was not erased. */
export async function referenceOf(db: Database, key: string): Promise<string | null> {
  const row = await db.selectFrom('audit_person').select('reference').where('key', '=', key).executeTakeFirst();
  return row?.reference ?? null;
}

/** PostgreSQL keeps no NUL and no half of a pair. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}
