import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Log } from '../log.js';
import type { Tables } from './tables.js';

/** The typed door to PostgreSQL. */
export type Database = Kysely<Tables>;

/** A transaction of it; what a store takes when its write must be part of a larger one. */
export type DatabaseTransaction = Transaction<Tables>;

/** The pool and the typed door on top of it. */
export interface DatabaseConnection {
  readonly db: Database;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

const int8 = 20;
const numeric = 1700;
// Our int8 columns count rows and sequences, far below 2^53; numeric stays a string, because money is a decimal.
pg.types.setTypeParser(int8, Number);
pg.types.setTypeParser(numeric, (text) => text);

/** Opens a pool on `url`. Every wait has an end: node-postgres would hang for ever on a half-open server. */
export function connectDatabase(
  url: string,
  log: Log,
  options: { max?: number; waitMs?: number } = {},
): DatabaseConnection {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: options.waitMs ?? 2_000,
    query_timeout: 30_000,
    statement_timeout: 25_000,
    keepAlive: true,
    application_name: 'univocal',
  });
  pool.on('error', (error) => log.warn({ reason: error.message }, 'an idle database connection was lost'));
  // A client that is checked out emits its own error; without a listener the process would die.
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn({ reason: error.message }, 'a database connection was lost'));
  });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}
