import { Migrator } from 'kysely/migration';
import { AppError } from '../errors.js';
import { migrations } from '../migrations/index.js';
import type { Database } from './database.js';

/** Brings the database to this version's tables; two processes that start at once wait for each other. */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error)
    throw new AppError('UNAVAILABLE', 'The database could not be brought to this version.', {}, { cause: error });
}
