import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { type App, type AppOptions, createApp } from '../../src/app.js';
import { createSignInLink, useSignInLink } from '../../src/access/index.js';
import { readConfig } from '../../src/platform/config.js';
import { createLog } from '../../src/platform/log.js';
import { compiledTrainer } from './compiled-trainer.js';
import { demoClock } from './demo-clock.js';
import { openTestDatabase } from './test-database.js';

/** A reply of the API as it came over HTTP. */
export interface GraphqlReply<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors:
    | readonly {
        readonly message: string;
        readonly path?: readonly (string | number)[];
        readonly extensions: { readonly code: string };
      }[]
    | undefined;
}

/** The whole service on a database of its own. */
export interface TestService {
  readonly app: App;
  readonly url: string;
  /** Sends GraphQL over HTTP as anyone, or with a bearer token. */
  graphql<Data = Record<string, never>>(
    query: string,
    variables?: object,
    token?: string | null,
  ): Promise<GraphqlReply<Data>>;
  /** Signs a staff account in by a one-time link and gives its bearer token. */
  signIn(account: string): Promise<string>;
  close(): Promise<void>;
}

/** People of the demo bank, by what the tests need them for; the first four are of the team that owns the topic `cards`, the next two of `payments`. */
export const people = {
  editor: 'oluwaseun-adeyinka',
  otherEditor: 'anika-valderrama',
  reviewer: 'beatriz-okonjo',
  otherReviewer: 'leif-abernathy-rao',
  editorElsewhere: 'marta-wieczorek',
  reviewerElsewhere: 'tobias-ekwall',
  reviewerOfSecurity: 'niamh-gallagher-osei',
  editorOfCare: 'rhiannon-prosser',
  admin: 'piotr-lindqvist',
  agent: 'jamal-whitcombe',
  otherAgent: 'lucia-fontanarrosa',
  manager: 'farida-haidari',
} as const;

/** Starts the service on a clone of a template, on free ports of the loopback interface. */
export async function startTestService(
  template: 'empty' | 'demo' = 'demo',
  options: AppOptions & { readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<TestService> {
  const database = await openTestDatabase(template);
  const folder = mkdtempSync(join(tmpdir(), 'univocal-service-'));
  const environment = {
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORT: '0',
    SEED: template === 'demo' ? 'demo' : 'none',
    LOG_LEVEL: 'silent',
    NODE_ENV: 'test',
    ...options.environment,
  };
  const app = await createApp(readConfig(environment), {
    log: createLog('silent'),
    clock: demoClock(),
    train: compiledTrainer(),
    ...options,
  });
  const { url } = app.doors;
  return {
    app,
    url,
    graphql: graphqlAt(url),
    signIn: async (account) => {
      const session = await useSignInLink(app.services, await createSignInLink(app.services, account));
      if (!session) throw new Error(`${account} could not sign in`);
      return session.session;
    },
    close: async () => {
      await app.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Another node on the database of a service, with its clock and a data folder of its own. */
export interface SecondNode extends Pick<TestService, 'app' | 'graphql' | 'close'> {
  /** Resolves when it has read what is published, and the models for it. */
  refresh(): Promise<void>;
}

/** Starts it as a process would that comes up later. */
export async function startSecondNode(
  { app: first }: TestService,
  more: Readonly<Record<string, string>> = {},
  options: AppOptions = {},
): Promise<SecondNode> {
  const { database, seed, publicUrl, dataDir } = first.config;
  const folder = mkdtempSync(join(tmpdir(), 'univocal-node-'));
  const environment = {
    DATABASE_URL: database.mode === 'server' ? database.url.reveal() : '',
    DATA_DIR: folder,
    SERVICE_SECRET: readFileSync(join(dataDir, 'service.secret'), 'utf8'),
    PORT: '0',
    ROLES: 'api',
    SEED: seed,
    LOG_LEVEL: 'silent',
    NODE_ENV: 'test',
    ...(publicUrl === null ? {} : { PUBLIC_URL: publicUrl }),
    ...more,
  };
  const app = await createApp(readConfig(environment), {
    log: createLog('silent'),
    clock: first.services.clock,
    train: compiledTrainer(),
    ...options,
  });
  return {
    app,
    graphql: graphqlAt(app.doors.url),
    refresh: async () => {
      await app.services.snapshots.refresh();
      await app.caughtUp();
    },
    close: async () => {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A first question to a release trains its matcher: seconds of CPU, many more where test files share two cores. */
const patienceMs = 60_000;

/** Idle connections end here long before the server ends them: a request on one that is just being ended would fail. */
const agent = new Agent({ keepAliveTimeout: 1_000, keepAliveMaxTimeout: 1_000 });

function graphqlAt(url: string): TestService['graphql'] {
  return async (query, variables = {}, token = null) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const reply = await request(`${url}/graphql`, {
      dispatcher: agent,
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: reply.statusCode, errors: undefined, ...((await reply.body.json()) as object) } as never;
  };
}
