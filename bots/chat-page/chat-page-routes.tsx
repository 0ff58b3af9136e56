import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../src/platform/errors.js';
import { projectRoot } from '../../src/platform/paths.js';
import { localeFrom, preferredLocale } from '../conversation/locale.js';
import type { DirectLineDependencies } from '../transports/direct-line/direct-line-routes.js';
import { isAllowedOrigin } from '../../src/platform/http/origins.js';
import { tokenMint } from '../transports/direct-line/token.js';
import { issueAnonymousToken } from '../transports/direct-line/token-routes.js';
import { refuseInProtocolForm } from '../transports/refusal.js';
import { ChatPage, type ChatAssets } from './chat-page.js';
import { chatLocale } from './words.js';

/** What the chat page stands on: it speaks Direct Line like every other client, and gets its token here. */
export type ChatPageDependencies = Pick<
  DirectLineDependencies,
  'channelKeys' | 'clock' | 'tokenSecret' | 'rateLimits' | 'limits'
>;

const folder = join(projectRoot, 'bots', 'chat-page');
const types = {
  'chat.css': 'text/css; charset=utf-8',
  'chat.js': 'text/javascript; charset=utf-8',
  'direct-line.js': 'text/javascript; charset=utf-8',
  'markdown.js': 'text/javascript; charset=utf-8',
} as const;
const tokensAMinute = 20;

/** `GET /chat`, its files, and `POST /chat/token`, which gives a page of this host a token for one anonymous conversation. */
export function chatPageRoutes(dependencies: ChatPageDependencies): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    const { channelKeys, clock, tokenSecret } = dependencies;
    const mint = tokenMint(tokenSecret, clock);
    const limit = dependencies.rateLimits.perCaller(
      'chat-page-token',
      dependencies.limits?.tokensAMinute ?? tokensAMinute,
      60,
    );
    refuseInProtocolForm(server);
    const assets = serveFiles(server);

    server.get<{ Querystring: { locale?: unknown } }>('/chat', async (request, reply) => {
      const locale = chatLocale(
        localeFrom(request.query.locale) ?? preferredLocale(request.headers['accept-language']),
      );
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').header('vary', 'Accept-Language');
      return reply.send(`<!doctype html>\n${(<ChatPage locale={locale} assets={assets} />).toString()}`);
    });

    server.post('/chat/token', async (request, reply) => {
      const { origin, host } = request.headers;
      if (!isAllowedOrigin(origin, host, []))
        throw new AppError('FORBIDDEN', 'Only this host’s own page gets its token here.');
      return reply
        .header('cache-control', 'no-store')
        .send(await issueAnonymousToken({ mint, channelKeys }, limit, request));
    });
  };
}

/** Serves the page's own files, kept for good under an address that names their content. */
function serveFiles(server: FastifyInstance): ChatAssets {
  const addresses = Object.entries(types).map(([name, type]) => {
    const body = readFileSync(join(folder, name));
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
    server.get<{ Querystring: { v?: string } }>(`/chat/${name}`, async (request, reply) => {
      const isPinned = request.query.v === hash;
      reply
        .type(type)
        .header('etag', `"${hash}"`)
        .header('cache-control', isPinned ? 'public, max-age=31536000, immutable' : 'no-cache');
      return request.headers['if-none-match'] === `"${hash}"` ? reply.code(304).send() : reply.send(body);
    });
    return [name, `/chat/${name}?v=${hash}`] as const;
  });
  const address = (name: keyof typeof types): string => addresses.find(([known]) => known === name)?.[1] ?? '';
  return { style: address('chat.css'), script: address('chat.js') };
}
