import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../src/platform/errors.js';
import { isAllowedOrigin } from '../../../src/platform/http/origins.js';
import { basePath } from './direct-line-context.js';

/** Headers the foreign clients send. */
const allowedHeaders = 'authorization, content-type, x-ms-bot-agent, x-requested-with';

/** Checks the origin of every request in `server`'s routes, and lets pages of the allowed ones read the replies (CORS). */
export function allowOrigins(server: FastifyInstance, allowed: readonly string[]): void {
  server.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    reply.header('vary', 'Origin');
    if (!isAllowedOrigin(origin, request.headers.host, allowed))
      throw new AppError('FORBIDDEN', 'Pages of this origin may not use the chat.', { reason: 'OriginNotAllowed' });
    if (origin !== undefined)
      reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', 'retry-after');
  });
}

/** The same, and the answers to what browsers ask before a call of Direct Line. */
export function checkOrigins(server: FastifyInstance, allowed: readonly string[]): void {
  allowOrigins(server, allowed);
  server.options(`${basePath}/*`, async (_request, reply) => {
    reply
      .header('access-control-allow-methods', 'GET, POST, OPTIONS')
      .header('access-control-allow-headers', allowedHeaders);
    return reply.header('access-control-max-age', '600').code(204).send();
  });
}
