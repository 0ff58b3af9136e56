import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connectDatabase, type Database } from '../platform/database/database.js';
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres.js';
import { AppError } from '../platform/errors.js';
import { createLog } from '../platform/log.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the database of the settings as it stands, whether the service runs or not: no table is made or changed. */
export async function withStoredDatabase<T>(environment: Environment, read: (db: Database) => Promise<T>): Promise<T> {
  const server = await databaseOf(environment);
  try {
    const { db, close } = connectDatabase(server.url, createLog('silent'), { max: 1 });
    try {
      return await read(db);
    } finally {
      await close();
    }
  } finally {
    await server.release();
  }
}

/** An embedded database that runs is the service's and goes on running; one that this command starts it also stops. */
async function databaseOf(
  environment: Environment,
): Promise<{ readonly url: string; readonly release: () => Promise<void> }> {
  const url = environment['DATABASE_URL'];
  if (url) return { url, release: () => Promise.resolve() };
  const folder = environment['DATA_DIR'] ?? './data';
  if (!existsSync(join(folder, 'operator.key')))
    throw new AppError('BAD_SETTING', `DATABASE_URL is not set, and no service has kept its data in ${folder}.`);
  const postgres = await startEmbeddedPostgres(folder);
  return { url: postgres.url, release: () => (postgres.adopted ? Promise.resolve() : postgres.stop()) };
}
