import { sql } from 'kysely';
import { loadDemo } from '../../seed/load-demo.js';
import type { Database } from '../platform/database/database.js';

const loadingLock = 7_003;

/** Loads the demo organisation into an empty database. Loading that was cut short is begun anew, so that half a bank is never served. */
export async function ensureDemo(db: Database): Promise<'loaded' | 'present' | 'not-empty'> {
  return db.connection().execute(async (session) => {
    await sql`select pg_advisory_lock(${loadingLock})`.execute(session);
    try {
      return await loadOnce(db);
    } finally {
      await sql`select pg_advisory_unlock(${loadingLock})`.execute(session);
    }
  });
}

/** Takes the demo organisation out and leaves empty tables; does nothing to a database that holds anything else. */
export async function removeDemo(db: Database): Promise<boolean> {
  const installation = await db.selectFrom('installation').select('demo').executeTakeFirst();
  if (!installation) return false;
  await emptyAllTables(db);
  return true;
}

async function loadOnce(db: Database): Promise<'loaded' | 'present' | 'not-empty'> {
  const installation = await db.selectFrom('installation').select('demo').executeTakeFirst();
  if (installation?.demo === 'LOADED') return 'present';
  if (!installation && (await db.selectFrom('answer').select('id').limit(1).executeTakeFirst())) return 'not-empty';
  await emptyAllTables(db);
  await db.insertInto('installation').values({ demo: 'LOADING' }).execute();
  await loadDemo(db);
  await db.updateTable('installation').set({ demo: 'LOADED' }).execute();
  return 'loaded';
}

/** Tables that the database refuses to empty. */
const keptWhole = ['audit_entry', 'answer_version', 'translation'] as const;

async function emptyAllTables(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`.execute(
    db,
  );
  await db.transaction().execute(async (tx) => {
    // The demo's versions and audit trail are as fictional as the rest of it, and go with it.
    for (const table of keptWhole) await sql`alter table ${sql.table(table)} disable trigger user`.execute(tx);
    await sql`truncate ${sql.raw(rows.map(({ name }) => name).join(', '))} restart identity cascade`.execute(tx);
    for (const table of keptWhole) await sql`alter table ${sql.table(table)} enable trigger user`.execute(tx);
  });
}
