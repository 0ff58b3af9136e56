import helmet from '@fastify/helmet';
import { type FastifyInstance, fastify } from 'fastify';
import { chatPageRoutes } from '../../bots/chat-page/chat-page-routes.js';
import type { ConversationStore } from '../../bots/conversation/conversation-store.js';
import { elementRoutes } from '../../bots/elements/elements-routes.js';
import {
  type BotFrameworkDependencies,
  botFrameworkRoutes,
} from '../../bots/transports/bot-framework/bot-framework-routes.js';
import type { DirectLineLimits } from '../../bots/transports/direct-line/direct-line-limits.js';
import { directLineRoutes } from '../../bots/transports/direct-line/direct-line-routes.js';
import type { RunOperation } from '../../schema/operations/run-operation.js';
import type { Clock } from '../../src/platform/clock.js';
import { createLog, type Log } from '../../src/platform/log.js';
import { demoOrganisation } from '../../src/platform/organisation.js';
import { localRateLimits } from '../../src/platform/rate-limits.js';
import { type BotKnowledge, botApi } from './bot-knowledge.js';

/** What a test may set; all else is as in service. */
export interface BotServerOptions {
  readonly conversations: ConversationStore;
  readonly clock: Clock;
  readonly knowledge: BotKnowledge;
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<DirectLineLimits & { readonly lookAgainMs: number }>;
  /** What stands between the bot and the API. */
  readonly slow?: (run: RunOperation) => RunOperation;
  readonly bot?: BotFrameworkDependencies['bot'];
  readonly log?: Log;
  /** The account `hub` of three networks when not given. */
  readonly hubs?: BotFrameworkDependencies['hubs'];
}

/** The desk's key in tests. */
export const deskKey = 'key-of-the-desk';

/** The web chat's channel key in tests. */
export const webchatKey = 'key-of-the-web-chat';

/** The bot's plugins on one server, behind the headers of the service. */
export async function botServer({
  conversations,
  clock,
  knowledge,
  allowedOrigins = [],
  limits,
  bot = { mode: 'local' },
  hubs = ['msteams', 'facebook', 'webchat'].map((channelId) => ({ channelId, accountId: 'hub' })),
  slow = (run) => run,
  log = createLog('silent'),
}: BotServerOptions): Promise<FastifyInstance> {
  const shared = {
    run: slow(botApi(knowledge)),
    channelKeys: { webchat: webchatKey, social: 'key-of-social', socialReply: 'key-of-social-reply' },
    conversations,
    clock,
    timeZone: 'Europe/London',
    log,
    deskKey,
    tokenSecret: new TextEncoder().encode('a secret of at least thirty-two bytes'),
    allowedOrigins,
    rateLimits: localRateLimits(),
    limits: { burstMs: 0, ...limits },
  };
  const server = fastify();
  await server.register(helmet, { enableCSPNonces: true });
  await server.register(directLineRoutes(shared));
  await server.register(botFrameworkRoutes({ ...shared, bot, hubs }));
  await server.register(chatPageRoutes(demoOrganisation));
  await server.register(elementRoutes({ ...shared, helpKey: 'key-of-help' }));
  return server;
}
