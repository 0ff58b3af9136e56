import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { connectDatabase, type Database } from '../../src/platform/database/database.js';
import { createLog } from '../../src/platform/log.js';

/** A real database of one test file, cloned from a template. */
export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  close(): Promise<void>;
}

/** Clones a template: `empty` has our tables and nothing in them, `demo` holds the demo bank with its trained models. */
export async function openTestDatabase(template: 'empty' | 'demo' = 'empty'): Promise<TestDatabase> {
  const log = createLog('silent');
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = connectDatabase(server, log, { max: 1 });
  // Copied file by file: by way of the log, which is the default, it takes ten times as long.
  await sql`create database ${sql.id(name)} template ${sql.id(`template_${template}`)} strategy file_copy`.execute(
    admin.db,
  );
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const { db, close } = connectDatabase(url, log);
  return {
    db,
    url,
    close: async () => {
      await close();
      await sql`drop database ${sql.id(name)} with (force)`.execute(admin.db);
      await admin.close();
    },
  };
}
