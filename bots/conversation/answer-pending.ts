import type { RunOperation } from '../../schema/operations/run-operation.js';
import { isAppError } from '../../src/platform/errors.js';
import type { Log } from '../../src/platform/log.js';
import type { Clock } from '../../src/platform/clock.js';
import type { Activity, KeptActivity } from './activity.js';
import { type BotChannel, botChannel } from './bot-channel.js';
import type { Conversation, ConversationState } from './conversation.js';
import type { ConversationStore } from './conversation-store.js';
import { hearOfHandoff } from './hand-off.js';
import { handoffEvent } from './handoff-packet.js';
import { type Knowledge, type KnowledgeDoor, knowledgeOver } from './knowledge.js';
import { unavailableText } from './labels.js';
import { localeFrom } from './locale.js';
import { type Message, plainMessage } from './message.js';
import { localTime } from './opening-hours.js';
import { isProbe, nextPending, type Pending } from './pending.js';
import { presentMessage } from './present-message.js';
import { greet, takeTurn, type Turn } from './take-turn.js';
import { takeVote } from './take-vote.js';
import { tellingIn, withTold } from './told.js';

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
  readonly clock: Clock;
  /** Of the organisation: its opening hours are told in it. */
  readonly timeZone: string;
}

/** What taking turns needs of that: somewhere to read the conversation from and keep the turn in. */
export interface TurnContext extends Omit<BotContext, 'conversations'> {
  readonly conversations: Pick<ConversationStore, 'load' | 'activitiesSince' | 'saveTurn'>;
}

/**
 * Takes a turn for every message, vote and piece of news that has had none yet, in their order. Any node may call it at any time, also several at
 * once and after a crash: a turn is kept only while the state is the one it started from, so each message is replied to once. Messages that wait
 * together are replied to in one turn.
 */
export async function answerPending(ctx: TurnContext, id: string): Promise<void> {
  for (;;) {
    const conversation = await ctx.conversations.load(id);
    if (!conversation || conversation.ended) return;
    const next = await nextPending(ctx.conversations, conversation);
    if (!next) return;
    const turn = await attempt(ctx, { ...conversation, state: withTold(conversation.state, next.told) }, next);
    const { kept } = next;
    const call = isProbe(kept) ? [] : await callFor(ctx, conversation, turn.messages);
    const after = isProbe(kept) ? callingNobody(turn.state, conversation.state) : turn.state;
    const state = { ...after, answeredUpTo: kept.position };
    const replyToId = kept.activity.id ?? String(kept.position);
    const reply = { replyToId, ...wayOf(kept.activity) };
    const isKept = await keep(ctx, conversation, { state, messages: turn.messages, call }, reply);
    // What came meanwhile has whoever took it in to look after it.
    if (isKept && next.isLast) return;
  }
}

/**
 * Says hello in a conversation that was just opened; where the greeting cannot be had, the first turn tries again. `deliveryMode` is how the words
 * travel, where that is another way than the conversation's usual one.
 */
export async function openWithGreeting(ctx: TurnContext, id: string, deliveryMode?: string): Promise<void> {
  const conversation = await ctx.conversations.load(id);
  if (!conversation || conversation.ended || conversation.state.greeted) return;
  try {
    const turn = await greet(knowledgeOf(ctx, conversation, { locale: null, message: null }), {
      channel: botChannel(conversation.channelKey),
      state: conversation.state,
    });
    if (turn.state !== conversation.state) await keep(ctx, conversation, turn, wayOf({ deliveryMode }));
  } catch (error) {
    ctx.log.warn({ reason: reasonOf(error) }, 'a conversation could not be greeted');
  }
}

/** A failed turn still gets a reply: a message that is never answered would hold up all that follow. */
async function attempt(ctx: TurnContext, conversation: Conversation, { input, kept }: Pending): Promise<Turn> {
  const { state } = conversation;
  const { activity, position } = kept;
  const knowledge = knowledgeOf(ctx, conversation, {
    locale: localeFrom(activity.locale),
    message: isProbe(kept) ? null : { conversation: conversation.id, turn: String(position) },
  });
  try {
    if (input.kind === 'vote') return await takeVote(knowledge, state, input.vote);
    if (input.kind === 'handoff-status') return await hearOfHandoff(knowledge, state, input.state);
    const channel = botChannel(conversation.channelKey);
    const now = localTime(ctx.clock.now(), ctx.timeZone);
    return await takeTurn(knowledge, { channel, state, text: input.text, hasFiles: input.hasFiles, now });
  } catch (error) {
    ctx.log.warn({ reason: reasonOf(error) }, 'a turn failed');
    return { state, messages: [failureMessage(error, knowledge.locale)] };
  }
}

function failureMessage(error: unknown, locale: string | null): Message {
  const isTold =
    isAppError(error) && error.code !== 'UNAVAILABLE' && error.code !== 'UNAUTHENTICATED' && error.code !== 'FORBIDDEN';
  return isTold ? plainMessage('notice', error.message, 'en') : plainMessage('notice', unavailableText(locale), locale);
}

/** A turn with the event that calls a person, where it does. */
type KeptTurn = Turn & { readonly call?: readonly Activity[] };

/** What all words of a turn have in common. */
type Reply = Pick<Activity, 'replyToId' | 'deliveryMode'>;

async function keep(
  ctx: TurnContext,
  conversation: Conversation,
  { state, messages, call = [] }: KeptTurn,
  reply: Reply,
): Promise<boolean> {
  const channel = botChannel(conversation.channelKey);
  const said = messages.map((message) => presentMessage(message, channel, conversation.userId));
  const told = withTold(
    state,
    said.map(tellingIn).filter((telling) => telling !== null),
  );
  const after: ConversationState = { ...told, revision: conversation.state.revision + 1 };
  const activities = [...said, ...call].map((activity) => ({ ...activity, ...reply }));
  return ctx.conversations.saveTurn(conversation.id, { before: conversation.state, after, activities });
}

function wayOf({ deliveryMode }: { readonly deliveryMode?: string | undefined }): Pick<Reply, 'deliveryMode'> {
  return deliveryMode === undefined ? {} : { deliveryMode };
}

/** A probe waits for no person: on the desk's list it would stand before customers. */
function callingNobody(after: ConversationState, { person, handoff }: ConversationState): ConversationState {
  return { ...after, person, handoff };
}

/** The event that calls a person, beside the words in which the customer was told so. */
async function callFor(
  { conversations }: TurnContext,
  conversation: Conversation,
  messages: readonly Message[],
): Promise<readonly Activity[]> {
  const calling = messages.find(({ handoff }) => handoff !== null);
  if (!calling || calling.handoff === null) return [];
  const transcript: KeptActivity[] = [];
  for (;;) {
    const page = await conversations.activitiesSince(conversation.id, transcript.at(-1)?.position ?? 0);
    if (page.length === 0) break;
    transcript.push(...page);
  }
  const { handoff: reason, outOfHours } = calling;
  return [handoffEvent(conversation, transcript, { reason, outOfHours })];
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
