import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Organisation } from '../../src/platform/organisation.js';
import { projectRoot } from '../../src/platform/paths.js';
import { localeFrom, preferredLocale } from '../conversation/locale.js';
import { versionedEntry } from '../elements/element-files.js';
import { elementLocale } from '../elements/words.js';
import { refuseInProtocolForm } from '../transports/refusal.js';
import { ChatPage } from './chat-page.js';

const style = readFileSync(join(projectRoot, 'bots', 'chat-page', 'chat.css'));
const styleHash = createHash('sha256').update(style).digest('hex').slice(0, 16);
const assets = { style: `/chat/chat.css?v=${styleHash}`, script: versionedEntry };

/** `GET /chat`, a page of its own around the chat element, and its style sheet, kept for good under an address that names its content. */
export function chatPageRoutes(organisation: Organisation): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    refuseInProtocolForm(server);

    server.get<{ Querystring: { locale?: unknown } }>('/chat', async (request, reply) => {
      const asked = localeFrom(request.query.locale) ?? preferredLocale(request.headers['accept-language']);
      const page = <ChatPage locale={elementLocale(asked)} assets={assets} organisation={organisation} />;
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').header('vary', 'Accept-Language');
      return reply.send(`<!doctype html>\n${page.toString()}`);
    });

    server.get<{ Querystring: { v?: string } }>('/chat/chat.css', async (request, reply) => {
      const isPinned = request.query.v === styleHash;
      reply
        .type('text/css; charset=utf-8')
        .header('etag', `"${styleHash}"`)
        .header('cache-control', isPinned ? 'public, max-age=31536000, immutable' : 'no-cache');
      return request.headers['if-none-match'] === `"${styleHash}"` ? reply.code(304).send() : reply.send(style);
    });
  };
}
