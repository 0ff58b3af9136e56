import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../../src/platform/errors.js';
import type { Activity } from '../../conversation/activity.js';
import type { Conversation } from '../../conversation/conversation.js';
import { handoffStates, handoffStatus, stateOf } from '../../conversation/handoff-status.js';
import { isOnNetwork } from '../../conversation/network-id.js';
import { unkeepableField } from '../kept-text.js';
import { basePath, type DirectLineContext } from './direct-line-context.js';
import { requireObject } from './incoming-activity.js';
import { bearerToken, type Grant, isSameKey } from './token.js';

const longestMessage = 4_000;
const longestName = 100;

/**
 * Whether the caller holds the desk's key and so speaks for the organisation's people. The web chat's channel key does not do: a web site holds it
 * to start conversations, and must not read what customers write in others.
 */
export function isDesk({ deskKey }: Pick<DirectLineContext, 'deskKey'>, request: FastifyRequest): boolean {
  const bearer = bearerToken(request.headers.authorization);
  return bearer !== null && isSameKey(bearer, deskKey);
}

/** `GET conversations`, for the desk alone: where people were called in the last seven days, whoever has waited longest first. Conversations on networks are
 * not among them: their hub passes them on, and the desk's words would not reach them. */
export function deskRoutes(server: FastifyInstance, ctx: DirectLineContext): void {
  server.get(`${basePath}/conversations`, async (request) => {
    if (!isDesk(ctx, request)) throw new AppError('FORBIDDEN', 'Only the desk sees the list.', { reason: 'BadToken' });
    const called = await ctx.conversations.withPeople('webchat');
    return {
      conversations: called.map(({ id, locale, state }) => ({
        conversationId: id,
        person: state.person,
        reason: state.handoff,
        locale,
      })),
    };
  });
}

/** The conversation that a request of the desk names; throws NOT_FOUND where there is none of the web chat's that is open. */
export async function openForDesk(
  ctx: DirectLineContext,
  request: FastifyRequest,
): Promise<{ readonly grant: Grant; readonly conversation: Conversation }> {
  const { id = '' } = request.params as { readonly id?: string };
  const conversation = await ctx.conversations.load(id);
  const isOurs = conversation?.channelKey === 'webchat' && !isOnNetwork(id);
  if (!isOurs || conversation.ended)
    throw new AppError('NOT_FOUND', 'There is no open conversation of this id.', { reason: 'ConversationNotFound' });
  return { grant: { conversationId: id, userId: conversation.userId }, conversation };
}

/**
 * What the desk says: the event `handoff.status` with a state, or a message once the customer knows that a person is there. Throws BAD_INPUT
 * naming what is wrong.
 */
export function deskActivity(body: unknown, { state }: Conversation): Activity {
  const { type, name, value, text, from } = requireObject(body);
  const person = nameOf(from);
  const sender = { id: 'desk', role: 'desk', ...(person === null ? {} : { name: person }) } as const;
  if (type === 'event' && name === handoffStatus) {
    const news = stateOf(value);
    if (news === null) throw new AppError('BAD_INPUT', `value.state must be one of ${handoffStates.join(', ')}.`);
    return { type, name, value: { state: news }, from: sender };
  }
  if (type !== 'message') throw new AppError('BAD_INPUT', 'The desk sends messages, and the event handoff.status.');
  if (typeof text !== 'string' || text.trim() === '' || text.length > longestMessage)
    throw new AppError('BAD_INPUT', `text must be a text of 1 to ${longestMessage} characters.`);
  if (unkeepableField(text, 'text') !== null)
    throw new AppError('BAD_INPUT', 'text holds a character that cannot be stored (NUL or half of a pair).');
  if (state.person !== 'HERE')
    throw new AppError('BAD_INPUT', 'Take the conversation over first: send handoff.status with the state accepted.');
  return { type, text, textFormat: 'plain', from: sender, channelData: { kind: 'person' } };
}

function nameOf(from: unknown): string | null {
  const name = typeof from === 'object' && from !== null ? (from as { name?: unknown }).name : null;
  if (name === null || name === undefined) return null;
  if (typeof name !== 'string' || name.length > longestName || unkeepableField(name, 'from.name') !== null)
    throw new AppError('BAD_INPUT', `from.name must be a text of at most ${longestName} characters.`);
  return name;
}
