import type { FastifyInstance } from 'fastify';
import type { Account, Activity } from '../../conversation/activity.js';
import type { BotContext } from '../../conversation/answer-pending.js';
import type { RateLimits } from '../../../src/platform/rate-limits.js';
import { localeFrom } from '../../conversation/locale.js';
import { refuseInProtocolForm } from '../refusal.js';
import { turnQueue } from '../turn-queue.js';
import { type AzureCredentials, azureTransport } from './azure-transport.js';
import { holdTurn, type TakingIn, takeIn } from './hold-turn.js';
import { incomingBotActivity } from './incoming-bot-activity.js';
import type { HubAccount } from './hub.js';
import { localTransport } from './local-transport.js';
import { paceOf } from './pace.js';
import { type ReplyQueue, replyQueue } from './reply-queue.js';
import type { NetworkReference, ReplyLedger } from './reply-ledger.js';
import type { BotFrameworkTransport, IncomingBotActivity } from './transport.js';

/** With an account at Azure, what is to be said on the networks is kept in the ledger until it is said. */
type AzureBot = { readonly mode: 'azure'; readonly replies: ReplyLedger } & AzureCredentials;

/** What the webhook stands on. Without credentials it takes calls from this machine only. */
export interface BotFrameworkDependencies extends BotContext {
  readonly bot: { readonly mode: 'local' } | AzureBot;
  readonly rateLimits: RateLimits;
  /** Whose news of a handoff is believed. */
  readonly hubs: readonly HubAccount[];
  readonly limits?: { readonly burstMs?: number; readonly lookAgainMs?: number; readonly messagesAMinute?: number };
}

const largestActivityBytes = 262_144;
const defaultLimits = { burstMs: 1_000, lookAgainMs: 1_000, messagesAMinute: 30 };

/** `POST /api/messages`: the Bot Framework's webhook. Who wants the replies in the body asks with `deliveryMode: expectReplies`. */
export function botFrameworkRoutes(dependencies: BotFrameworkDependencies): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    const { bot, hubs, log } = dependencies;
    if (bot.mode === 'azure' && hubs.length === 0)
      log.warn({}, 'BOT_HUBS names nobody: news of a handoff from a network is ignored');
    const transport = bot.mode === 'azure' ? azureTransport(bot) : localTransport();
    const { messagesAMinute } = { ...defaultLimits, ...dependencies.limits };
    const ctx = { ...dependencies, pace: paceOf(dependencies.rateLimits, messagesAMinute) };
    const takeCall = bot.mode === 'azure' ? answeringLater(server, ctx, { transport, bot }) : null;
    refuseInProtocolForm(server);
    server.post('/api/messages', { bodyLimit: largestActivityBytes }, async (request, reply) => {
      const { headers, raw } = request;
      const body = incomingBotActivity(request.body);
      const { activity, replyBy } = await transport.verify({ headers, remoteAddress: raw.socket.remoteAddress, body });
      if (replyBy === 'service' && takeCall) {
        await takeCall(activity);
        return reply.code(200).send();
      }
      const said = await holdTurn(ctx, activity);
      return reply.code(200).send({ activities: said.map((one) => addressed(one, activity)) });
    });
  };
}

/** The network calls again when it waits too long, so its call is kept and acknowledged, and the turn is taken afterwards. */
function answeringLater(
  server: FastifyInstance,
  dependencies: BotFrameworkDependencies & TakingIn,
  { transport, bot }: { readonly transport: BotFrameworkTransport; readonly bot: AzureBot },
): (activity: IncomingBotActivity) => Promise<void> {
  const { burstMs, lookAgainMs } = { ...defaultLimits, ...dependencies.limits };
  const turns = turnQueue(dependencies.log);
  const queue: ReplyQueue = replyQueue({ ...dependencies, transport, turns, replies: bot.replies, lookAgainMs });
  server.addHook('preClose', async () => queue.stop());
  server.addHook('onClose', () => turns.drain());
  return async (activity) => {
    const taken = await takeIn(dependencies, activity);
    if (taken === null) return;
    const pauseMs = taken.beginsBurst ? burstMs : 0;
    const { id, position: since, customer } = taken;
    const keepsReference = customer !== null;
    await bot.replies.ask(id, { ...referenceOf(activity), ...customer }, { since, pauseMs, keepsReference });
    queue.work(taken.id, pauseMs);
  };
}

function referenceOf({
  serviceUrl = '',
  channelId,
  conversation,
  recipient,
  from,
  locale,
}: IncomingBotActivity): NetworkReference {
  return {
    serviceUrl,
    channelId,
    conversationId: conversation.id,
    bot: recipient === undefined ? null : named(recipient),
    user: named(from),
    locale: localeFrom(locale),
  };
}

/** Networks send along what they know of somebody; their id and name are enough to speak to them. */
function named({ id, name }: Account): Account {
  return { id, ...(typeof name === 'string' ? { name } : {}) };
}

/** Our words as they stand in the body: from the bot that was spoken to, to the one who spoke. */
function addressed(
  activity: Activity,
  { channelId, conversation, from, recipient, id, serviceUrl }: IncomingBotActivity,
): Activity {
  const { deliveryMode: _, ...words } = activity;
  return {
    ...words,
    channelId,
    conversation,
    recipient: from,
    from: { ...words.from, ...recipient, id: recipient?.id ?? words.from?.id ?? 'univocal', role: 'bot' },
    ...(serviceUrl === undefined ? {} : { serviceUrl }),
    ...(id === undefined ? {} : { replyToId: id }),
  };
}
