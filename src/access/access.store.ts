import type { Database } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';

/** A staff account with its team's key. */
export type AccountRow = Pick<Row<'person'>, 'id' | 'key' | 'name' | 'role'> & { readonly team: string };

function accounts(db: Database) {
  return db
    .selectFrom('person')
    .innerJoin('team', 'team.id', 'person.team_id')
    .select(['person.id', 'person.key', 'person.name', 'person.role', 'team.key as team']);
}

export function accountOfSession(db: Database, hash: Buffer, now: Date): Promise<AccountRow | undefined> {
  return accounts(db)
    .innerJoin('session', 'session.person_id', 'person.id')
    .where('session.token_hash', '=', hash)
    .where('session.expires_at', '>', now)
    .executeTakeFirst();
}

export function accountOfLink(db: Database, hash: Buffer, now: Date): Promise<AccountRow | undefined> {
  return accounts(db)
    .innerJoin('sign_in_link', 'sign_in_link.person_id', 'person.id')
    .where('sign_in_link.token_hash', '=', hash)
    .where('sign_in_link.expires_at', '>', now)
    .where('sign_in_link.used_at', 'is', null)
    .executeTakeFirst();
}

export function accountByKey(db: Database, key: string): Promise<AccountRow | undefined> {
  return accounts(db).where('person.key', '=', key).executeTakeFirst();
}

/** Where mail for an account goes; undefined = there is no such account. */
export async function addressOfAccount(db: Database, key: string): Promise<string | undefined> {
  return (await db.selectFrom('person').select('email').where('key', '=', key).executeTakeFirst())?.email;
}

export function allAccounts(db: Database): Promise<AccountRow[]> {
  return accounts(db).orderBy('person.key').execute();
}

/** Marks the link as used; only one of two callers at once gets the row back. */
export function useLink(db: Database, hash: Buffer, now: Date): Promise<{ person_id: number } | undefined> {
  return db
    .updateTable('sign_in_link')
    .set({ used_at: now })
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('person_id')
    .executeTakeFirst();
}

export async function insertLink(db: Database, hash: Buffer, personId: number, expiresAt: Date): Promise<void> {
  await db
    .insertInto('sign_in_link')
    .values({ token_hash: hash, person_id: personId, expires_at: expiresAt })
    .execute();
}

export async function insertSession(db: Database, hash: Buffer, personId: number, expiresAt: Date): Promise<void> {
  await db.insertInto('session').values({ token_hash: hash, person_id: personId, expires_at: expiresAt }).execute();
}

/** Ends a session and gives the account that had it. */
export function deleteSession(db: Database, hash: Buffer): Promise<{ key: string; role: string } | undefined> {
  return db
    .deleteFrom('session')
    .using('person')
    .whereRef('person.id', '=', 'session.person_id')
    .where('session.token_hash', '=', hash)
    .returning(['person.key', 'person.role'])
    .executeTakeFirst();
}

export async function deleteExpired(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', now).execute();
  await db.deleteFrom('sign_in_link').where('expires_at', '<=', now).execute();
}

export function keyByHash(db: Database, hash: Buffer) {
  return db
    .selectFrom('channel_key')
    .leftJoin('channel', 'channel.key', 'channel_key.channel_key')
    .select(['channel_key.role', 'channel_key.name', 'channel.key as channel', 'channel.audience'])
    .where('channel_key.token_hash', '=', hash)
    .where('channel_key.revoked_at', 'is', null)
    .executeTakeFirst();
}

/** Writes the key, or says false where it is there; the other live keys of its name end. */
export async function insertKeyOnce(
  db: Database,
  key: { hash: Buffer; channel: string | null; name: string; role: 'CHANNEL' | 'OPERATOR'; at: Date },
): Promise<boolean> {
  await db
    .updateTable('channel_key')
    .set({ revoked_at: key.at })
    .where('name', '=', key.name)
    .where('token_hash', '!=', key.hash)
    .where('revoked_at', 'is', null)
    .execute();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('channel_key')
    .values({ token_hash: key.hash, channel_key: key.channel, name: key.name, role: key.role, created_at: key.at })
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export function teamId(db: Database, key: string): Promise<{ id: number } | undefined> {
  return db.selectFrom('team').select('id').where('key', '=', key).executeTakeFirst();
}

export async function insertTeam(db: Database, row: NewRow<'team'>): Promise<void> {
  await db.insertInto('team').values(row).execute();
}

export async function insertPerson(db: Database, row: NewRow<'person'>): Promise<void> {
  await db.insertInto('person').values(row).execute();
}
