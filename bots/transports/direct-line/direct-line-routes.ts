import type { FastifyInstance } from 'fastify';
import type { BotContext } from '../../conversation/answer-pending.js';
import type { RateLimits } from '../../../src/platform/rate-limits.js';
import { turnQueue } from '../turn-queue.js';
import { activityRoutes } from './activity-routes.js';
import { conversationRoutes } from './conversation-routes.js';
import { deskRoutes } from './desk.js';
import type { DirectLineContext } from './direct-line-context.js';
import type { DirectLineLimits } from './direct-line-limits.js';
import { checkOrigins } from './origins.js';
import { refuseInProtocolForm } from '../refusal.js';
import { serveStreams } from './stream.js';
import { tokenMint } from './token.js';
import { tokenRoutes } from './token-routes.js';

/** What the Direct Line service stands on. */
export interface DirectLineDependencies extends BotContext {
  /** Signs tokens; the same on every node. At least 32 bytes. */
  readonly tokenSecret: Uint8Array;
  /** By which the people who take conversations over read and speak in them; the same on every node. */
  readonly deskKey: string;
  /** Origins of pages on other hosts that may hold the chat, such as `https://www.example.org`; "*" = any. */
  readonly allowedOrigins: readonly string[];
  /** Where clients reach the service; without it, the host they asked. */
  readonly publicUrl?: string | null;
  readonly rateLimits: RateLimits;
  readonly limits?: Partial<DirectLineLimits>;
}

const defaultLimits: DirectLineLimits = { tokensAMinute: 60, messagesAMinute: 30, burstMs: 1_000 };
const largestActivityBytes = 262_144;

/** The Direct Line 3.0 service: a client's `domain` option is `…/v3/directline`. */
export function directLineRoutes(dependencies: DirectLineDependencies): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    const { clock, tokenSecret, log, publicUrl = null } = dependencies;
    const limits = { ...defaultLimits, ...dependencies.limits };
    const ctx: DirectLineContext = {
      ...dependencies,
      publicUrl,
      mint: tokenMint(tokenSecret, clock),
      turns: turnQueue(log),
    };
    acceptLooseBodies(server);
    refuseInProtocolForm(server);
    checkOrigins(server, dependencies.allowedOrigins);
    tokenRoutes(server, ctx, dependencies.rateLimits.perCaller('direct-line-token', limits.tokensAMinute, 60));
    conversationRoutes(server, ctx);
    activityRoutes(server, ctx, limits);
    deskRoutes(server, ctx);
    const streams = serveStreams(server.server, ctx);
    // Before the server waits for its connections: an open stream would keep it waiting for ever.
    server.addHook('preClose', async () => streams.close());
    server.addHook('onClose', async () => ctx.turns.drain());
  };
}

/** Clients name JSON and send nothing, or send a form that we refuse without reading it: both must reach their route. */
function acceptLooseBodies(server: FastifyInstance): void {
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: largestActivityBytes },
    (request, body, done) => {
      if (body === '') done(null, undefined);
      else parseJson(request, body as string, done);
    },
  );
  server.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
}
