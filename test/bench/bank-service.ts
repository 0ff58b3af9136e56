import { sql } from 'kysely';
import { createSignInLink, useSignInLink } from '../../src/access/index.js';
import { type App, createApp } from '../../src/app.js';
import { trainInWorker } from '../../src/matching/index.js';
import { systemClock } from '../../src/platform/clock.js';
import { readConfig } from '../../src/platform/config.js';
import { connectDatabase } from '../../src/platform/database/database.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { createLog } from '../../src/platform/log.js';
import { type BankSize, fillBank, type writers } from './large-bank.js';

const patienceMs = 30_000;

/** A database of the server with nothing in it but a made-up bank; gives its address. */
export async function newBank(server: string, size: BankSize): Promise<string> {
  const name = `bench_${size.answers}`;
  const log = createLog('silent');
  const admin = connectDatabase(server, log, { max: 1 });
  await sql`create database ${sql.id(name)}`.execute(admin.db);
  await admin.close();
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const { db, close } = connectDatabase(url, log);
  await migrate(db);
  await fillBank(db, systemClock, size);
  await sql`analyze`.execute(db);
  await close();
  return url;
}

/** Starts a service on that database, in this process; its matcher learns so many phrasings, or all. */
export function startService(
  { url, dataDir }: { readonly url: string; readonly dataDir: string },
  learned: number | 'all',
): Promise<App> {
  const environment = {
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    PORT: '0',
    SEED: 'none',
    ROLES: 'api,worker,bots',
    LOG_LEVEL: 'error',
    NODE_ENV: 'test',
  };
  return createApp(readConfig(environment), {
    log: createLog('error'),
    ...(learned === 'all'
      ? {}
      : { train: (input) => trainInWorker({ ...input, phrasings: input.phrasings.slice(0, learned) }) }),
  });
}

/** Asks the API over HTTP, as someone. */
export type Ask = <Data>(query: string, variables?: object) => Promise<Data>;

/** Signs one of the bank's people in. */
export async function signIn(app: App, account: keyof typeof writers): Promise<Ask> {
  const session = await useSignInLink(app.services, await createSignInLink(app.services, account));
  return async (query, variables = {}) => {
    const reply = await fetch(`${app.doors.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${session?.session ?? ''}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const body = await reply.text();
    const { data, errors } = JSON.parse(body) as { data?: never; errors?: readonly { message: string }[] };
    if (errors || data === undefined) throw new Error(body.slice(0, 500));
    return data;
  };
}
