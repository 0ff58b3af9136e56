import { type Closers, connectTo, openDatabase } from '../app/resources.js';
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
    const log = createLog(config.logLevel);
    // A server of its own may be used beside a running service; an embedded one lies in a folder that only one process may hold.
    const { db } =
      config.database.mode === 'server'
        ? await connectTo(config.database.url.reveal(), log, closers)
        : (await openDatabase(config, log, closers)).connection;
    return await work(db);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
