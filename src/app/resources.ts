import { claimDataFolder, type DataFolder } from '../platform/data-folder.js';
import type { Config } from '../platform/config.js';
import { connectDatabase, type DatabaseConnection } from '../platform/database/database.js';
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres.js';
import { migrate } from '../platform/database/migrate.js';
import { AppError, isAppError } from '../platform/errors.js';
import { type Jobs, openJobs } from '../platform/jobs.js';
import type { Log } from '../platform/log.js';
import type { Secret } from '../platform/secret.js';

/** What the process holds as long as it lives: its folder, the database and the queue. */
export interface Resources {
  readonly folder: DataFolder;
  readonly databaseUrl: string;
  readonly connection: DatabaseConnection;
  readonly jobs: Jobs;
  readonly secret: Secret;
}

/** Something opened, and how it is closed; closed in the opposite order. */
export type Closers = (() => Promise<void> | void)[];

/** Opens folder, database and queue, and brings the tables to this version. What was opened is in `closers` even when a later step fails. */
export async function openResources(config: Config, log: Log, closers: Closers): Promise<Resources> {
  const opened = await openDatabase(config, log, closers);
  const jobs = await openJobs(opened.databaseUrl, log);
  closers.push(() => jobs.close());
  return { ...opened, jobs, secret: config.serviceSecret ?? opened.folder.secret() };
}

/** Opens folder and database alone, for commands that need no queue. */
export async function openDatabase(
  config: Config,
  log: Log,
  closers: Closers,
): Promise<Omit<Resources, 'jobs' | 'secret'>> {
  const folder = claimDataFolder(config.dataDir);
  closers.push(() => folder.release());
  const databaseUrl = await databaseAddress(config, closers);
  return { folder, databaseUrl, connection: await connectTo(databaseUrl, log, closers) };
}

/** Connects to a database and brings its tables to this version. */
export async function connectTo(databaseUrl: string, log: Log, closers: Closers): Promise<DatabaseConnection> {
  const connection = connectDatabase(databaseUrl, log);
  closers.push(() => connection.close());
  await requireReachable(connection);
  await migrate(connection.db);
  return connection;
}

async function databaseAddress({ database }: Config, closers: Closers): Promise<string> {
  if (database.mode === 'server') return database.url.reveal();
  const postgres = await startEmbeddedPostgres(database.folder);
  closers.push(() => postgres.stop());
  return postgres.url;
}

/** The reason that PostgreSQL gives is shown, the address is not: it holds a password. */
async function requireReachable({ pool }: DatabaseConnection): Promise<void> {
  try {
    const { rows } = await pool.query<{ server_version_num: string }>('show server_version_num');
    if (Number(rows[0]?.server_version_num) < 150_000)
      throw new AppError(
        'BAD_SETTING',
        'DATABASE_URL leads to a PostgreSQL that is too old: version 15 or later is needed.',
      );
  } catch (error) {
    if (isAppError(error)) throw error;
    const reason = (error as { code?: string }).code ?? (error as Error).message;
    throw new AppError(
      'BAD_SETTING',
      `DATABASE_URL: the database cannot be reached (${reason}). Check host, port, name, user and password.`,
      {},
      { cause: error },
    );
  }
}
