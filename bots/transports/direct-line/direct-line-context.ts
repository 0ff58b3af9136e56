import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../src/platform/errors.js';
import type { KeptActivity } from '../../conversation/activity.js';
import type { BotContext } from '../../conversation/answer-pending.js';
import type { Conversation } from '../../conversation/conversation.js';
import type { TurnQueue } from '../turn-queue.js';
import { bearerToken, type Grant, type IssuedToken, type TokenMint } from './token.js';

/** What the service's routes share. */
export interface DirectLineContext extends BotContext {
  readonly mint: TokenMint;
  readonly deskKey: string;
  readonly turns: TurnQueue;
  readonly allowedOrigins: readonly string[];
  /** Where clients reach the service, when that is not the host they asked. */
  readonly publicUrl: string | null;
}

/** Where all routes of the protocol begin. */
export const basePath = '/v3/directline';

/** The conversation that a request's token opens. Throws when the token is for another one, and NOT_FOUND when it has not begun or has ended. */
export async function openConversation(
  ctx: DirectLineContext,
  request: FastifyRequest,
): Promise<{ readonly grant: Grant; readonly conversation: Conversation }> {
  const grant = await ctx.mint.read(bearerToken(request.headers.authorization));
  const { id } = request.params as { readonly id?: string };
  return { grant, conversation: await requireOpen(ctx, grant, id ?? '') };
}

/** What was said after a position in the conversation that a request's token opens; throws as `openConversation` does. */
export async function readConversation(
  ctx: DirectLineContext,
  request: FastifyRequest,
  position: number,
): Promise<{ readonly grant: Grant; readonly activities: readonly KeptActivity[] }> {
  const grant = await ctx.mint.read(bearerToken(request.headers.authorization));
  requireOwn(grant, (request.params as { readonly id?: string }).id ?? '');
  const read = await ctx.conversations.read(grant.conversationId, position);
  requireGoingOn(read?.conversation ?? null);
  return { grant, activities: read?.activities ?? [] };
}

/** The open conversation `id`, which must be the one the grant is for. */
export async function requireOpen(ctx: DirectLineContext, grant: Grant, id: string): Promise<Conversation> {
  requireOwn(grant, id);
  return requireGoingOn(await ctx.conversations.glance(id));
}

function requireOwn(grant: Grant, id: string): void {
  if (grant.conversationId !== id)
    throw new AppError('FORBIDDEN', 'The token is for another conversation.', { reason: 'BadToken' });
}

function requireGoingOn(conversation: Conversation | null): Conversation {
  if (!conversation)
    throw new AppError('NOT_FOUND', 'There is no such conversation: start it first.', {
      reason: 'ConversationNotFound',
    });
  if (conversation.ended)
    throw new AppError('NOT_FOUND', 'The conversation has ended.', { reason: 'ConversationEnded' });
  return conversation;
}

/** What a client needs to connect: a fresh token, and the address of the stream from a watermark on. */
export async function connection(
  ctx: DirectLineContext,
  request: FastifyRequest,
  grant: Grant,
  position: number,
): Promise<IssuedToken & { readonly streamUrl: string }> {
  const issued = await ctx.mint.issue(grant);
  const base = (ctx.publicUrl ?? `${request.protocol}://${request.host}`).replace(/^http/, 'ws');
  const query = new URLSearchParams({ watermark: String(position), t: issued.token });
  return { ...issued, streamUrl: `${base}${basePath}/conversations/${grant.conversationId}/stream?${query}` };
}
