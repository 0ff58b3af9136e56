import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../src/platform/errors.js';
import { answerPending, openWithGreeting } from '../../conversation/answer-pending.js';
import { localeFrom, preferredLocale } from '../../conversation/locale.js';
import { basePath, connection, type DirectLineContext, openConversation } from './direct-line-context.js';
import { requireObject } from './incoming-activity.js';
import { bearerToken } from './token.js';
import { positionOf } from './wire.js';

/** Starting a conversation, and coming back to one. */
export function conversationRoutes(server: FastifyInstance, ctx: DirectLineContext): void {
  server.post(`${basePath}/conversations`, async (request, reply) => {
    const grant = await ctx.mint.read(bearerToken(request.headers.authorization));
    const locale =
      localeFrom(requireObject(request.body)['locale']) ?? preferredLocale(request.headers['accept-language']);
    const isNew = await ctx.conversations.create({
      id: grant.conversationId,
      channelKey: 'webchat',
      userId: grant.userId,
      locale,
    });
    const known = await ctx.conversations.load(grant.conversationId);
    if (known?.ended) throw new AppError('NOT_FOUND', 'The conversation has ended.', { reason: 'ConversationEnded' });
    if (isNew) await openWithGreeting(ctx, grant.conversationId);
    return reply.code(isNew ? 201 : 200).send(await connection(ctx, request, grant, 0));
  });

  server.get<{ Querystring: { watermark?: unknown } }>(`${basePath}/conversations/:id`, async (request) => {
    const position = positionOf(request.query.watermark);
    const { grant } = await openConversation(ctx, request);
    // A node may have died between a message and its reply; whoever comes back is answered then.
    ctx.turns.add(grant.conversationId, () => answerPending(ctx, grant.conversationId));
    return connection(ctx, request, grant, position);
  });
}
