import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Activity } from '../../conversation/activity.js';
import type { BotContext } from '../../conversation/answer-pending.js';
import { refuseInProtocolForm } from '../refusal.js';
import { turnQueue } from '../turn-queue.js';
import { type AzureCredentials, azureTransport } from './azure-transport.js';
import { holdTurn } from './hold-turn.js';
import { incomingBotActivity } from './incoming-bot-activity.js';
import { localTransport } from './local-transport.js';
import type { BotFrameworkTransport, IncomingBotActivity } from './transport.js';

/** What the webhook stands on. Without credentials it takes calls from this machine only. */
export interface BotFrameworkDependencies extends BotContext {
  readonly bot: { readonly mode: 'local' } | ({ readonly mode: 'azure' } & AzureCredentials);
}

const largestActivityBytes = 262_144;

/** `POST /api/messages`: the Bot Framework's webhook. Who wants the replies in the body asks with `deliveryMode: expectReplies`. */
export function botFrameworkRoutes(dependencies: BotFrameworkDependencies): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    const { bot, log } = dependencies;
    const transport = bot.mode === 'azure' ? azureTransport(bot) : localTransport();
    const turns = turnQueue(log);
    refuseInProtocolForm(server);
    server.addHook('onClose', () => turns.drain());
    server.post('/api/messages', { bodyLimit: largestActivityBytes }, async (request, reply) => {
      const { headers, raw } = request;
      const body = incomingBotActivity(request.body);
      const { activity, replyBy } = await transport.verify({ headers, remoteAddress: raw.socket.remoteAddress, body });
      if (replyBy === 'body') return replyInBody(reply, activity, (await holdTurn(dependencies, activity)).activities);
      // The network calls again when it waits too long, so it is answered first.
      turns.add(`${activity.channelId}|${activity.conversation.id}`, () =>
        replyByService(dependencies, transport, activity),
      );
      return reply.code(200).send();
    });
  };
}

function replyInBody(
  reply: FastifyReply,
  incoming: IncomingBotActivity,
  activities: readonly Activity[],
): FastifyReply {
  return reply.code(200).send({ activities: activities.map((activity) => addressed(activity, incoming)) });
}

async function replyByService(
  ctx: BotContext,
  transport: BotFrameworkTransport,
  incoming: IncomingBotActivity,
): Promise<void> {
  const reference = {
    serviceUrl: incoming.serviceUrl ?? '',
    conversationId: incoming.conversation.id,
    activityId: incoming.id ?? null,
  };
  const { activities, isRepeat } = await holdTurn(ctx, incoming);
  if (isRepeat) return;
  for (const activity of activities) await transport.send(reference, addressed(activity, incoming));
}

/** Our words as the network expects them: from the bot that was spoken to, to the one who spoke. */
function addressed(
  activity: Activity,
  { channelId, conversation, from, recipient, id, serviceUrl }: IncomingBotActivity,
): Activity {
  return {
    ...activity,
    channelId,
    conversation,
    recipient: from,
    from: { ...activity.from, ...recipient, id: recipient?.id ?? activity.from?.id ?? 'univocal', role: 'bot' },
    ...(serviceUrl === undefined ? {} : { serviceUrl }),
    ...(id === undefined ? {} : { replyToId: id }),
  };
}
