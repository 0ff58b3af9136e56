import { createHash } from 'node:crypto';
import type { Activity } from '../../conversation/activity.js';
import { answerPending, type BotContext, openWithGreeting } from '../../conversation/answer-pending.js';
import { beginsBurst } from '../../conversation/begins-burst.js';
import { localeFrom } from '../../conversation/locale.js';
import { networkMark } from '../../conversation/network-id.js';
import { botChannelOf } from './bot-channel-of.js';
import { keptEvent, keptMessage } from './incoming-bot-activity.js';
import { type HubAccount, senderOf } from './hub.js';
import { type Pace, warningTo, writerOf } from './pace.js';
import type { NetworkReference } from './reply-ledger.js';
import type { IncomingBotActivity } from './transport.js';

/** What taking in stands on. */
export interface TakingIn extends BotContext {
  readonly pace: Pace;
  /** Whose news of a handoff is believed; nobody's where there is none. */
  readonly hubs: readonly HubAccount[];
}

const inBody = 'expectReplies';

/** Where an activity stands that was taken in. */
interface TakenIn {
  readonly id: string;
  /** null for somebody who joined: there is nothing to reply to, but somebody to greet. */
  readonly position: number | null;
  /** Whether more is likely to follow at once. */
  readonly beginsBurst: boolean;
  /** What the bot said there and then, instead of taking it in. */
  readonly said?: Activity;
  /** The customer, where somebody else sent it. */
  readonly customer: Pick<NetworkReference, 'user' | 'locale'> | null;
}

/** Keeps what the network sent, once, before its call is acknowledged; null where it asks for nothing. */
export async function takeIn(ctx: TakingIn, incoming: IncomingBotActivity): Promise<TakenIn | null> {
  const kept = keptActivity(incoming);
  if (kept === null && !isArrival(incoming)) return null;
  if (kept?.from?.role === 'desk') return takeInNews(ctx, incoming, kept);
  const id = idOf(incoming);
  const isMessage = kept?.type === 'message';
  if (isMessage && (await ctx.pace.messages.take(writerOf(id, incoming))) > 0) return tooFast(ctx, incoming, id);
  await openConversation(ctx, incoming);
  if (kept === null) return { id, position: null, beginsBurst: false, customer: null };
  const { position } = await ctx.conversations.append(id, kept);
  const conversation = await ctx.conversations.load(id);
  const isBurst = conversation !== null && beginsBurst(kept, conversation.state);
  return { id, position, beginsBurst: isBurst, customer: null };
}

/** A message beyond the pace is not taken in, so that whoever floods a conversation costs nothing but the counting. */
async function tooFast(ctx: TakingIn, incoming: IncomingBotActivity, id: string): Promise<TakenIn | null> {
  if ((await ctx.pace.warnings.take(writerOf(id, incoming))) > 0) return null;
  const conversation = await ctx.conversations.load(id);
  // The words to a person are not the bot's to count out loud.
  if (!conversation || conversation.ended || conversation.state.person === 'HERE') return null;
  const words = warningTo(conversation, incoming);
  const { position } = await ctx.conversations.append(id, { ...words, ...wayOf(incoming) });
  return { id, position: position - 1, beginsBurst: false, customer: null, said: words };
}

/** What the hub says of a conversation concerns one that is there. A customer who poses as the hub is not heard. */
async function takeInNews(ctx: TakingIn, incoming: IncomingBotActivity, news: Activity): Promise<TakenIn | null> {
  const id = idOf(incoming);
  const conversation = await ctx.conversations.load(id);
  if (!conversation || conversation.ended) return null;
  const sender = await senderOf(ctx, conversation, incoming);
  if (sender === 'STRANGER') await noteStranger(ctx, incoming, id);
  if (sender !== 'HUB') return null;
  const { position } = await ctx.conversations.append(id, news);
  const customer = { user: { id: conversation.userId }, locale: conversation.locale };
  return { id, position, beginsBurst: false, customer };
}

/** Else a hub that nobody has named would fall silent without a trace, and its customers wait for good. At most once a minute in a conversation. */
async function noteStranger(ctx: TakingIn, { channelId, from }: IncomingBotActivity, id: string): Promise<void> {
  if ((await ctx.pace.warnings.take(`${id}|strangers`)) > 0) return;
  ctx.log.warn({ channelId, accountId: from.id }, 'news of a handoff was ignored: BOT_HUBS does not name this account');
}

/**
 * Takes in what the network sent and returns what the bot says to it, for the body of the call's own reply. A message that the network sends again
 * gets the same replies, not new ones.
 */
export async function holdTurn(ctx: TakingIn, incoming: IncomingBotActivity): Promise<readonly Activity[]> {
  const taken = await takeIn(ctx, { ...incoming, deliveryMode: inBody });
  if (taken === null) return [];
  if (taken.said !== undefined) return [taken.said];
  const { id, position } = taken;
  if (position === null) {
    const before = await lastPosition(ctx, id);
    await openWithGreeting(ctx, id, inBody);
    return outgoingSince(ctx, id, before, () => true);
  }
  await answerPending(ctx, id);
  const replyTo = incoming.id ?? String(position);
  return outgoingSince(ctx, id, position, (activity) => activity.replyToId === replyTo);
}

function keptActivity(incoming: IncomingBotActivity): Activity | null {
  const kept = incoming.type === 'message' ? keptMessage(incoming) : keptEvent(incoming);
  // What is replied to in the body is not sent again.
  return kept === null ? null : { ...kept, ...wayOf(incoming) };
}

function wayOf({ deliveryMode }: IncomingBotActivity): Pick<Activity, 'deliveryMode'> {
  return deliveryMode === inBody ? { deliveryMode: inBody } : {};
}

/** Networks' ids have any length and alphabet; the hash keeps two networks' conversations apart and never meets a Direct Line id. */
function idOf({ channelId, conversation }: IncomingBotActivity): string {
  const hash = createHash('sha256').update(JSON.stringify([channelId, conversation.id]));
  return `${networkMark}${hash.digest('base64url')}`;
}

async function openConversation(ctx: BotContext, incoming: IncomingBotActivity): Promise<void> {
  const { channelId, from, locale } = incoming;
  await ctx.conversations.create({
    id: idOf(incoming),
    channelKey: botChannelOf(channelId),
    userId: from.id,
    locale: localeFrom(locale),
  });
}

/** Somebody other than the bot joined. */
function isArrival({ type, membersAdded, recipient }: IncomingBotActivity): boolean {
  return (
    type === 'conversationUpdate' &&
    Array.isArray(membersAdded) &&
    membersAdded.some((member) => member?.id !== recipient?.id)
  );
}

async function lastPosition(ctx: BotContext, id: string): Promise<number> {
  let last = 0;
  for (;;) {
    const page = await ctx.conversations.activitiesSince(id, last);
    if (page.length === 0) return last;
    last = page.at(-1)?.position ?? last;
  }
}

async function outgoingSince(
  ctx: BotContext,
  id: string,
  position: number,
  belongs: (activity: Activity) => boolean,
): Promise<readonly Activity[]> {
  const found: Activity[] = [];
  for (let after = position; ; ) {
    const page = await ctx.conversations.activitiesSince(id, after);
    found.push(
      ...page.map(({ activity }) => activity).filter((activity) => activity.from?.role === 'bot' && belongs(activity)),
    );
    if (page.length === 0) return found;
    after = page.at(-1)?.position ?? after;
  }
}
