import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Redis } from 'ioredis';
import { directLineRoutes } from '../../bots/transports/direct-line/direct-line-routes.js';
import { servesStream } from '../../bots/transports/direct-line/stream.js';
import { botFrameworkRoutes } from '../../bots/transports/bot-framework/bot-framework-routes.js';
import { chatPageRoutes } from '../../bots/chat-page/chat-page-routes.js';
import { elementRoutes } from '../../bots/elements/elements-routes.js';
import { auditExportRoute } from '../../schema/audit/export-trail.js';
import { metricsRoute } from '../../schema/consistency/metrics-route.js';
import { jwksRoute } from '../../schema/receipts/jwks-route.js';
import { buildApiSchema } from '../../schema/build-schema.js';
import { openSubscriptions, servesSocket } from '../../schema/live/open-subscriptions.js';
import type { Services } from '../../schema/context.js';
import { askWithinProcess } from '../../schema/ask-within-process.js';
import { explainPost, graphqlRoutes, wantsPage } from '../../schema/graphql-routes.js';
import { startGraphqlServer } from '../../schema/graphql-server.js';
import type { Carry, RunOperation } from '../../schema/operations/run-operation.js';
import { authenticate, peekSignInLink, signOut, useSignInLink } from '../access/index.js';
import { replyLedger } from '../channels/network-reply.store.js';
import type { MailCatcher } from '../channels/index.js';
import type { Config } from '../platform/config.js';
import { isAppError } from '../platform/errors.js';
import { request as httpRequest } from 'undici';
import { connectDatabase, type DatabaseConnection } from '../platform/database/database.js';
import { createHttpServer, listenOn } from '../platform/http/server.js';
import { trustsProxies } from '../platform/http/trusted-proxies.js';
import { refuseOtherUpgrades } from '../platform/http/upgrades.js';
import { projectRoot } from '../platform/paths.js';
import type { RateLimits } from '../platform/rate-limits.js';
import {
  agentRoutes,
  assetRoutes,
  factCheckRoutes,
  helpRoutes,
  landingRoutes,
  mailRoutes,
  observedSiteRoutes,
  receiptRoutes,
  sendGraphiql,
  sendMissing,
  sessionOf,
  type SignedIn,
  signInRoutes,
} from '../web/index.js';
import type { ChannelKeys } from '../app.js';
import { factCheckDoor } from './fact-check-door.js';
import { openConversations } from './open-conversations.js';
import type { Closers, Resources } from './resources.js';

/** Where the process can be reached. */
export interface Doors {
  readonly url: string;
  /** The demo's observed channels; null when they are off. */
  readonly observedUrl: string | null;
  readonly server: FastifyInstance;
}

interface Opening {
  readonly config: Config;
  readonly resources: Resources;
  readonly services: Services;
  readonly run: RunOperation;
  readonly keys: ChannelKeys;
  readonly mail: MailCatcher | null;
  readonly rateLimits: RateLimits;
  /** null = there is none. */
  readonly redis: Redis | null;
  readonly tokenSecret: Uint8Array;
  readonly deskKey: string;
}

const apiTimeoutMs = 8_000;
const conversationWaitMs = 10_000;

/** Opens the HTTP servers of this process's roles. */
export async function openDoors(opening: Opening, closers: Closers, carryBy: (carry: Carry) => void): Promise<Doors> {
  const { config, services } = opening;
  const conversations = config.roles.includes('bots') ? connectConversations(opening, closers) : null;
  const server = await createHttpServer(services.log, trustsProxies(config.trustedProxies));
  closers.push(() => server.close());
  server.decorate('organisation', config.organisation);
  const withinProcess = config.roles.includes('api') ? await openApi(server, opening) : null;
  const carry = config.apiUrl ? overNetwork(config.apiUrl) : withinProcess;
  if (carry) carryBy(carry);
  if (conversations) await openBots(server, { ...opening, conversations }, closers);
  refuseOtherUpgrades(server.server, upgradesServed(config.roles));
  server.get('/health', async () => ({ status: 'ok', snapshot: services.snapshots.current().sequence }));
  server.setNotFoundHandler((request, reply) => sendMissing(request, reply));
  const port = await listenOn(server, config, 'PORT');
  return { url: `http://${config.host}:${port}`, observedUrl: await openObserved(opening, closers), server };
}

/**
 * Connections of their own: a rush of customers must not keep editors waiting, and may wait longer than they. Opened before the server, and so
 * closed after it, when the turns that had begun are over.
 */
function connectConversations({ resources, services }: Opening, closers: Closers): DatabaseConnection {
  const connection = connectDatabase(resources.databaseUrl, services.log, { waitMs: conversationWaitMs });
  closers.push(connection.close);
  return connection;
}

/** Gives the way in for the channels of this process. */
async function openApi(server: FastifyInstance, opening: Opening): Promise<Carry> {
  const { config, services, run, keys, mail, rateLimits } = opening;
  const { publicUrl, timeZone } = config;
  const { log } = services;
  const secureCookies = publicUrl?.startsWith('https:') ?? false;
  server.get('/graphql', async (request, reply) =>
    wantsPage(request) ? sendGraphiql(reply) : explainPost(request, reply),
  );
  const graphql = await startGraphqlServer(services, buildApiSchema());
  await server.register(async (scope) => graphqlRoutes(scope, graphql));
  await server.register((scope) =>
    openSubscriptions(scope, {
      ...graphql,
      allowedOrigins: config.allowedOrigins,
      trusts: trustsProxies(config.trustedProxies),
    }),
  );
  await server.register(async (scope) => auditExportRoute(scope, services));
  await server.register(async (scope) => metricsRoute(scope, services));
  await server.register(async (scope) => jwksRoute(scope, services));
  await server.register(assetRoutes());
  await server.register(landingRoutes({ mail: mail !== null, log }));
  await server.register(helpRoutes({ run, credential: keys.help, publicUrl, timeZone, rateLimits, log }));
  await server.register(receiptRoutes({ run, credential: keys.help, timeZone, log }));
  await server.register(
    agentRoutes({ run, log, publicUrl, timeZone, signedIn: (request) => signedIn(services, request, secureCookies) }),
  );
  await server.register(factCheckRoutes({ ...factCheckDoor(services), timeZone, log }));
  await server.register(
    signInRoutes({
      log,
      peek: (token) => peekSignInLink(services, token),
      use: (token) => useSignInLink(services, token),
      signOut: (session) => signOut(services, session),
      secureCookies,
    }),
  );
  if (mail) await server.register(mailRoutes({ caught: () => mail.caught(), timeZone, log }));
  return askWithinProcess(graphql);
}

async function openBots(
  server: FastifyInstance,
  {
    config,
    resources,
    services,
    run,
    keys,
    rateLimits,
    redis,
    tokenSecret,
    deskKey,
    conversations,
  }: Opening & { readonly conversations: DatabaseConnection },
  closers: Closers,
): Promise<void> {
  const stores = { db: conversations.db, clock: services.clock };
  const { databaseUrl } = resources;
  const opened = openConversations({ ...stores, log: services.log, databaseUrl, redis });
  closers.push(() => opened.close());
  const bot = {
    run,
    channelKeys: { webchat: keys.webchat, social: keys.social, socialReply: keys['social-reply'] },
    conversations: opened.conversations,
    log: services.log,
    clock: services.clock,
    timeZone: config.timeZone,
    tokenSecret,
    deskKey,
    allowedOrigins: config.allowedOrigins,
    rateLimits,
    publicUrl: config.publicUrl,
  };
  await server.register(directLineRoutes(bot));
  await server.register(chatPageRoutes(config.organisation));
  await server.register(elementRoutes({ ...bot, helpKey: keys.help }));
  const account = config.bot.mode === 'azure' ? { ...config.bot, replies: replyLedger(stores) } : config.bot;
  await server.register(botFrameworkRoutes({ ...bot, bot: account, hubs: config.botHubs }));
}

function upgradesServed(roles: Config['roles']): readonly ((path: string) => boolean)[] {
  return [...(roles.includes('api') ? [servesSocket] : []), ...(roles.includes('bots') ? [servesStream] : [])];
}

async function openObserved({ config, services }: Opening, closers: Closers): Promise<string | null> {
  if (config.observedSite.mode === 'off' || config.seed === 'none') return null;
  const site = await createHttpServer(services.log);
  closers.push(() => site.close());
  await site.register(observedSiteRoutes({ folder: join(projectRoot, 'seed', 'observed') }));
  const port = await listenOn(site, { host: config.host, port: config.observedSite.port }, 'OBSERVED_PORT');
  return `http://${config.host}:${port}`;
}

/** The person behind the session's cookie. A channel's key is no person, even where somebody put one into the cookie. */
async function signedIn(services: Services, request: FastifyRequest, secureCookies: boolean): Promise<SignedIn | null> {
  const session = sessionOf(request, secureCookies);
  if (!session) return null;
  try {
    const actor = await authenticate(services, `Bearer ${session}`);
    return actor.team === null ? null : { credential: session, name: actor.displayName };
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

function overNetwork(apiUrl: string): Carry {
  return async (body, credential) => {
    const headers = {
      'content-type': 'application/json',
      ...(credential ? { authorization: `Bearer ${credential}` } : {}),
    };
    const reply = await httpRequest(`${apiUrl}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      headersTimeout: apiTimeoutMs,
      bodyTimeout: apiTimeoutMs,
    });
    return reply.body.json();
  };
}
