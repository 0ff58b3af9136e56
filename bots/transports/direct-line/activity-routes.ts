import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../src/platform/errors.js';
import { answerPending } from '../../conversation/answer-pending.js';
import { basePath, type DirectLineContext, openConversation } from './direct-line-context.js';
import { incomingActivity } from './incoming-activity.js';
import { activityId, activitySet, positionOf } from './wire.js';

const windowMs = 60_000;

/** Sending, reading by polling, and the polite refusal of files. `messagesAMinute` is counted in each conversation, over all nodes. */
export function activityRoutes(server: FastifyInstance, ctx: DirectLineContext, messagesAMinute: number): void {
  const path = `${basePath}/conversations/:id/activities`;

  server.get<{ Querystring: { watermark?: unknown } }>(path, async (request) => {
    const position = positionOf(request.query.watermark);
    const { grant } = await openConversation(ctx, request);
    return activitySet(grant, await ctx.conversations.activitiesSince(grant.conversationId, position), position);
  });

  server.post(path, async (request) => {
    const { grant, conversation } = await openConversation(ctx, request);
    const activity = incomingActivity(request.body, grant);
    // That somebody is typing is worth an id to the client and nothing to the conversation.
    if (activity.type === 'typing') return { id: `${conversation.id}|${randomUUID()}` };
    await requireUnhurried(ctx, conversation.id, messagesAMinute);
    const { position } = await ctx.conversations.append(conversation.id, activity);
    if (activity.type === 'endOfConversation') await ctx.conversations.end(conversation.id);
    else ctx.turns.add(conversation.id, () => answerPending(ctx, conversation.id));
    return { id: activityId(conversation.id, position) };
  });

  server.post(`${basePath}/conversations/:id/upload`, async (request) => {
    await openConversation(ctx, request);
    throw new AppError('BAD_INPUT', 'Files cannot be read here: please write your question.', {
      reason: 'UploadNotSupported',
    });
  });
}

async function requireUnhurried(ctx: DirectLineContext, id: string, messagesAMinute: number): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - windowMs);
  if ((await ctx.conversations.sentSince(id, since)) < messagesAMinute) return;
  throw new AppError('RATE_LIMITED', 'Too many messages at once. Please wait a moment.', {
    retryAfter: windowMs / 1_000,
  });
}
