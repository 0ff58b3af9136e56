import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import type { TestProject } from 'vitest/node';
import { createApp } from '../../src/app.js';
import { trainBy } from '../../src/matching/index.js';
import { readConfig } from '../../src/platform/config.js';
import { connectDatabase } from '../../src/platform/database/database.js';
import { homeOf, startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { openJobs } from '../../src/platform/jobs.js';
import { createLog } from '../../src/platform/log.js';
import { bundleProgram } from './bundle-program.js';
import { demoClock } from './demo-clock.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server that all test files share; each takes databases of its own from the templates. */
    postgresUrl: string;
    /** The address of the compiled program that trains models: from source each training would load the compiler and compile it again. */
    trainerUrl: string;
  }
}

/** One PostgreSQL for the run, with two template databases: one with empty tables, one with the demo bank and its trained models. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'univocal-test-'));
  const database = join(folder, 'database');
  const trainer = await bundleProgram('src/matching/train.worker.ts', { packages: true });
  const trainerUrl = pathToFileURL(trainer.file);
  const postgres = await startEmbeddedPostgres(database, { durable: false });
  const log = createLog('silent');
  const admin = connectDatabase(postgres.url, log, { max: 1 });
  const addressOf = (name: string) => Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
  for (const name of ['template_empty', 'template_demo']) await sql`create database ${sql.id(name)}`.execute(admin.db);
  await admin.close();

  const empty = connectDatabase(addressOf('template_empty'), log, { max: 1 });
  await migrate(empty.db);
  await empty.close();
  // The queue makes its own tables, which each service of an empty database would else do by itself.
  await (await openJobs(addressOf('template_empty'), log)).close();

  const environment = {
    DATABASE_URL: addressOf('template_demo'),
    DATA_DIR: join(folder, 'demo'),
    PORT: '0',
    ROLES: 'api,worker',
    LOG_LEVEL: 'silent',
    NODE_ENV: 'test',
  };
  const app = await createApp(readConfig(environment), {
    log,
    clock: demoClock(),
    train: trainBy({ file: trainerUrl, execArgv: [] }),
  });
  await app.caughtUp();
  await app.close();

  project.provide('postgresUrl', postgres.url);
  project.provide('trainerUrl', trainerUrl.href);
  return async () => {
    await postgres.stop();
    trainer.remove();
    for (const used of [homeOf(database), folder]) rmSync(used, { recursive: true, force: true });
  };
}
