import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../../src/platform/errors.js';
import type { RateLimit } from '../../../src/platform/rate-limits.js';
import { basePath, type DirectLineContext } from './direct-line-context.js';
import { bearerToken, isSameKey, type IssuedToken, newGrant } from './token.js';

/** `tokens/generate` and `tokens/refresh`. */
export function tokenRoutes(server: FastifyInstance, ctx: DirectLineContext, limit: RateLimit): void {
  server.post(`${basePath}/tokens/generate`, async (request) => issueAnonymousToken(ctx, limit, request));
  server.post(`${basePath}/tokens/refresh`, async (request): Promise<IssuedToken> => {
    return ctx.mint.issue(await ctx.mint.read(bearerToken(request.headers.authorization)));
  });
}

/**
 * A token for a new conversation and a new user: an address gets only so many a minute, a caller with the web chat's channel key as many as it likes.
 * The user a body names is not taken over, or anybody could claim to be anybody.
 */
export async function issueAnonymousToken(
  ctx: Pick<DirectLineContext, 'mint' | 'channelKeys'>,
  limit: RateLimit,
  request: FastifyRequest,
): Promise<IssuedToken> {
  const key = bearerToken(request.headers.authorization);
  if (key !== null && !isSameKey(key, ctx.channelKeys.webchat))
    throw new AppError('FORBIDDEN', 'The key is not the web chat’s.', { reason: 'BadToken' });
  const retryAfter = key === null ? await limit.take(request.ip) : 0;
  if (retryAfter > 0)
    throw new AppError('RATE_LIMITED', 'Too many new conversations from this address. Please wait a moment.', {
      retryAfter,
    });
  return ctx.mint.issue(newGrant());
}
