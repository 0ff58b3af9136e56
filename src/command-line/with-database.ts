import { type Closers, openDatabase } from '../app/resources.js';
import { readConfig } from '../platform/config.js';
import type { Database } from '../platform/database/database.js';
import { createLog } from '../platform/log.js';

/** Opens the database that the settings name, brings its tables to this version, runs `work` and closes it again. */
export async function withDatabase<T>(
  environment: Readonly<Record<string, string | undefined>>,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const config = readConfig(environment);
  const closers: Closers = [];
  try {
    const { connection } = await openDatabase(config, createLog(config.logLevel), closers);
    return await work(connection.db);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
