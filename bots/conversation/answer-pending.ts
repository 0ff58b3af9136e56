import type { RunOperation } from '../../schema/operations/run-operation.js';
import { isAppError } from '../../src/platform/errors.js';
import type { Log } from '../../src/platform/log.js';
import { isUserMessage, type KeptActivity } from './activity.js';
import { type BotChannel, botChannel } from './bot-channel.js';
import type { Conversation, ConversationState } from './conversation.js';
import type { ConversationStore } from './conversation-store.js';
import { type Knowledge, type KnowledgeDoor, knowledgeOver } from './knowledge.js';
import { unavailableText } from './labels.js';
import { localeFrom } from './locale.js';
import { plainMessage } from './message.js';
import { presentMessage } from './present-message.js';
import { greet, takeTurn, type Turn } from './take-turn.js';

/** The keys with which the bot asks for its channels' renditions. */
export interface BotChannelKeys {
  readonly webchat: string;
  readonly social: string;
  readonly socialReply: string;
}

/** What a bot needs to hold conversations. */
export interface BotContext {
  readonly run: RunOperation;
  readonly channelKeys: BotChannelKeys;
  readonly conversations: ConversationStore;
  readonly log: Log;
}

/** What taking turns needs of that: somewhere to read the conversation from and keep the turn in. */
export interface TurnContext extends Omit<BotContext, 'conversations'> {
  readonly conversations: Pick<ConversationStore, 'load' | 'activitiesSince' | 'saveTurn'>;
}

/**
 * Replies to every message that has had no reply yet, in their order. Any node may call it at any time, also several at once and after a crash:
 * a turn is kept only while the state is the one it started from, so each message is replied to once.
 */
export async function answerPending(ctx: TurnContext, id: string): Promise<void> {
  for (;;) {
    const conversation = await ctx.conversations.load(id);
    if (!conversation || conversation.ended) return;
    const next = await nextPending(ctx.conversations, conversation);
    if (!next) return;
    const turn = await attempt(ctx, conversation, next);
    await keep(ctx, conversation, { ...turn, state: { ...turn.state, answeredUpTo: next.position } }, next);
  }
}

/** Says hello in a conversation that was just opened; where the greeting cannot be had, the first turn tries again. */
export async function openWithGreeting(ctx: TurnContext, id: string): Promise<void> {
  const conversation = await ctx.conversations.load(id);
  if (!conversation) return;
  try {
    const turn = await greet(knowledgeOf(ctx, conversation, { locale: null, message: null }), {
      channel: botChannel(conversation.channelKey),
      state: conversation.state,
    });
    if (turn.state !== conversation.state) await keep(ctx, conversation, turn, null);
  } catch (error) {
    ctx.log.warn({ reason: reasonOf(error) }, 'a conversation could not be greeted');
  }
}

async function nextPending(
  store: TurnContext['conversations'],
  { id, state }: Conversation,
): Promise<KeptActivity | null> {
  for (let after = state.answeredUpTo; ; ) {
    const page = await store.activitiesSince(id, after);
    const found = page.find(({ activity }) => isUserMessage(activity));
    if (found || page.length === 0) return found ?? null;
    after = page.at(-1)?.position ?? after;
  }
}

/** A failed turn still gets a reply: a message that is never answered would hold up all that follow. */
async function attempt(
  ctx: TurnContext,
  conversation: Conversation,
  { activity: message, position }: KeptActivity,
): Promise<Turn> {
  const locale = localeFrom(message.locale);
  const isProbe = message.channelData?.['probe'] === true;
  const knowledge = knowledgeOf(ctx, conversation, {
    locale,
    message: isProbe ? null : { conversation: conversation.id, turn: String(position) },
  });
  const input = { channel: botChannel(conversation.channelKey), state: conversation.state, text: message.text ?? '' };
  try {
    return await takeTurn(knowledge, input);
  } catch (error) {
    ctx.log.warn({ reason: reasonOf(error) }, 'a turn failed');
    const isTold =
      isAppError(error) &&
      error.code !== 'UNAVAILABLE' &&
      error.code !== 'UNAUTHENTICATED' &&
      error.code !== 'FORBIDDEN';
    const text = isTold ? error.message : unavailableText(knowledge.locale);
    return { state: conversation.state, messages: [plainMessage('notice', text, isTold ? 'en' : knowledge.locale)] };
  }
}

function keep(
  ctx: TurnContext,
  conversation: Conversation,
  { state, messages }: Turn,
  to: KeptActivity | null,
): Promise<boolean> {
  const channel = botChannel(conversation.channelKey);
  const after: ConversationState = { ...state, revision: conversation.state.revision + 1 };
  const reply = to === null ? {} : { replyToId: to.activity.id ?? String(to.position) };
  const activities = messages.map((message) => ({
    ...presentMessage(message, channel, conversation.userId),
    ...reply,
  }));
  return ctx.conversations.saveTurn(conversation.id, { before: conversation.state, after, activities });
}

function knowledgeOf(
  ctx: TurnContext,
  conversation: Conversation,
  { locale, message }: Pick<KnowledgeDoor, 'locale' | 'message'>,
): Knowledge {
  const channel = botChannel(conversation.channelKey);
  return knowledgeOver({
    run: ctx.run,
    credential: credentialOf(ctx.channelKeys, channel),
    channel: channel.key,
    network: channel.network,
    locale: locale ?? conversation.locale,
    message,
    log: ctx.log,
  });
}

function credentialOf(keys: BotChannelKeys, { key }: BotChannel): string {
  return key === 'social-reply' ? keys.socialReply : keys[key];
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
