import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../../src/platform/errors.js';
import type { Conversation } from '../../conversation/conversation.js';
import { answerPending } from '../../conversation/answer-pending.js';
import { beginsBurst } from '../../conversation/begins-burst.js';
import { deskActivity, isDesk, openForDesk } from './desk.js';
import { basePath, type DirectLineContext, openConversation, readConversation } from './direct-line-context.js';
import { incomingActivity } from './incoming-activity.js';
import type { DirectLineLimits } from './direct-line-limits.js';
import { activityId, activitySet, positionOf } from './wire.js';

const windowMs = 60_000;

/** Sending, reading by polling, and the polite refusal of files. `messagesAMinute` is counted in each conversation, over all nodes. */
export function activityRoutes(
  server: FastifyInstance,
  ctx: DirectLineContext,
  { messagesAMinute, burstMs }: Pick<DirectLineLimits, 'messagesAMinute' | 'burstMs'>,
): void {
  const path = `${basePath}/conversations/:id/activities`;

  server.get<{ Querystring: { watermark?: unknown } }>(path, async (request) => {
    const position = positionOf(request.query.watermark);
    if (!isDesk(ctx, request)) {
      const { grant, activities } = await readConversation(ctx, request, position);
      return activitySet(grant, activities, position);
    }
    const { grant } = await openForDesk(ctx, request);
    return activitySet(grant, await ctx.conversations.activitiesSince(grant.conversationId, position), position);
  });

  server.post(path, async (request) => {
    if (isDesk(ctx, request)) return sayFromDesk(ctx, request);
    const { grant, conversation } = await openConversation(ctx, request);
    const activity = incomingActivity(request.body, grant);
    // That somebody is typing is worth an id to the client and nothing to the conversation.
    if (activity.type === 'typing') return { id: `${conversation.id}|${randomUUID()}` };
    await requireUnhurried(ctx, conversation, messagesAMinute);
    const { position } = await ctx.conversations.append(conversation.id, activity);
    if (activity.type === 'endOfConversation') await ctx.conversations.end(conversation.id);
    else {
      const pause = beginsBurst(activity, conversation.state) ? burstMs : 0;
      ctx.turns.add(conversation.id, async () => {
        if (pause > 0) await sleep(pause);
        await answerPending(ctx, conversation.id);
      });
    }
    return { id: activityId(conversation.id, position) };
  });

  server.post(`${basePath}/conversations/:id/upload`, async (request) => {
    await openConversation(ctx, request);
    throw new AppError('BAD_INPUT', 'Files cannot be read here: please write your question.', {
      reason: 'UploadNotSupported',
    });
  });
}

/** A person's words need no turn of the bot; the news that they are here or have left does. */
async function sayFromDesk(ctx: DirectLineContext, request: FastifyRequest): Promise<{ readonly id: string }> {
  const { conversation } = await openForDesk(ctx, request);
  const { position } = await ctx.conversations.append(conversation.id, deskActivity(request.body, conversation));
  ctx.turns.add(conversation.id, () => answerPending(ctx, conversation.id));
  return { id: activityId(conversation.id, position) };
}

async function requireUnhurried(
  ctx: DirectLineContext,
  { id, length }: Conversation,
  messagesAMinute: number,
): Promise<void> {
  if (length < messagesAMinute) return;
  const since = new Date(ctx.clock.now().getTime() - windowMs);
  if ((await ctx.conversations.sentSince(id, since)) < messagesAMinute) return;
  throw new AppError('RATE_LIMITED', 'Too many messages at once. Please wait a moment.', {
    retryAfter: windowMs / 1_000,
  });
}
