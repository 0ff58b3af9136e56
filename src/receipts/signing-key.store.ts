import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';

/** A pair of keys as it is stored. */
export interface NewKey {
  readonly keyId: string;
  readonly privateJwk: object;
  readonly publicJwk: object;
  readonly at: Date;
}

/** The key that signs now. */
export function activeKey(db: Database | DatabaseTransaction) {
  return db.selectFrom('signing_key').selectAll().where('retired_at', 'is', null).executeTakeFirst();
}

/** Writes the key unless another node wrote one first. */
export async function insertFirstKey(db: Database | DatabaseTransaction, key: NewKey): Promise<void> {
  await sql`
    insert into signing_key (key_id, private_jwk, public_jwk, created_at)
    values (${key.keyId}, ${JSON.stringify(key.privateJwk)}::jsonb, ${JSON.stringify(key.publicJwk)}::jsonb, ${key.at})
    on conflict ((true)) where retired_at is null do nothing`.execute(db);
}

/** Forgets the private half of the key that signs. */
export async function retireKey(tx: DatabaseTransaction, keyId: string, at: Date): Promise<void> {
  await sql`update signing_key set private_jwk = null, retired_at = ${at} where key_id = ${keyId}`.execute(tx);
}

/** All keys, the one that signs first and then the last that did. */
export function publicKeys(db: Database) {
  return db
    .selectFrom('signing_key')
    .select(['key_id', 'public_jwk', 'created_at', 'retired_at'])
    .orderBy(sql`retired_at is not null`)
    .orderBy('created_at', 'desc')
    .orderBy('key_id')
    .execute();
}
