import { createHash } from 'node:crypto';
import type { Activity } from '../../conversation/activity.js';
import { answerPending, type BotContext, openWithGreeting } from '../../conversation/answer-pending.js';
import { localeFrom } from '../../conversation/locale.js';
import { botChannelOf } from './bot-channel-of.js';
import { keptEvent, keptMessage } from './incoming-bot-activity.js';
import type { IncomingBotActivity } from './transport.js';

/** What the bot says to an activity; `isRepeat` when the network sent it before and these words were said then. */
export interface HeldTurn {
  readonly activities: readonly Activity[];
  readonly isRepeat: boolean;
}

/** Takes in what the network sent and returns what the bot says to it. A message that the network sends again gets the same replies, not new ones. */
export async function holdTurn(ctx: BotContext, incoming: IncomingBotActivity): Promise<HeldTurn> {
  const id = await openConversation(ctx, incoming);
  if (isArrival(incoming)) {
    const before = await lastPosition(ctx, id);
    await openWithGreeting(ctx, id);
    return { activities: await outgoingSince(ctx, id, before, () => true), isRepeat: false };
  }
  const kept = incoming.type === 'message' ? keptMessage(incoming) : keptEvent(incoming);
  if (kept === null) return { activities: [], isRepeat: false };
  const { position, isNew } = await ctx.conversations.append(id, kept);
  await answerPending(ctx, id);
  const replyTo = incoming.id ?? String(position);
  const activities = await outgoingSince(ctx, id, position, (activity) => activity.replyToId === replyTo);
  return { activities, isRepeat: !isNew };
}

async function openConversation(
  ctx: BotContext,
  { channelId, conversation, from, locale }: IncomingBotActivity,
): Promise<string> {
  // Networks' ids have any length and alphabet; the hash keeps two networks' conversations apart and never meets a Direct Line id.
  const id = `bf-${createHash('sha256')
    .update(JSON.stringify([channelId, conversation.id]))
    .digest('base64url')}`;
  await ctx.conversations.create({
    id,
    channelKey: botChannelOf(channelId),
    userId: from.id,
    locale: localeFrom(locale),
  });
  return id;
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
