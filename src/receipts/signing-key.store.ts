import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';

export function newestKey(db: Database) {
  return db
    .selectFrom('signing_key')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('key_id')
    .limit(1)
    .executeTakeFirst();
}

/** Writes the key unless another node wrote one first. */
export async function insertFirstKey(
  db: Database,
  key: { keyId: string; privateJwk: object; publicJwk: object; at: Date },
): Promise<void> {
  await sql`
    insert into signing_key (key_id, private_jwk, public_jwk, created_at)
    select ${key.keyId}, ${JSON.stringify(key.privateJwk)}::jsonb, ${JSON.stringify(key.publicJwk)}::jsonb, ${key.at}
    where not exists (select 1 from signing_key)`.execute(db);
}

export function publicKeys(db: Database) {
  return db.selectFrom('signing_key').select(['key_id', 'public_jwk']).orderBy('created_at', 'desc').execute();
}
