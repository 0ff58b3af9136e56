import type { Activity } from '../../conversation/activity.js';
import { tellOfLostCall } from './lost-call.js';
import type { ReplyQueueContext } from './reply-queue.js';
import type { Hold, NetworkReference, Undelivered, Unsent } from './reply-ledger.js';

/** With these waits the network has nine minutes to come back, or as long as it asks for. */
const mostAttempts = 9;
const firstWaitMs = 2_000;
const longestWaitMs = 300_000;
/** A network that asks for more is tried all the same: the customer waits. */
const longestAskedMs = 900_000;

type Context = Pick<ReplyQueueContext, 'conversations' | 'replies' | 'transport' | 'log'>;

/**
 * Sends the bot's words in their order, each until the network has it, and never again what may have arrived: the network has no way to tell a
 * repeated reply from a new one. False where the rest has to wait, or is another node's by now.
 */
export async function sendReplies(ctx: Context, hold: Hold): Promise<boolean> {
  const { unsettled: position } = hold;
  const reason = 'The node that was sending it is gone.';
  if (position !== null && !(await giveUp(ctx, hold, { position, outcome: 'UNKNOWN', reason }))) return false;
  let attempts = position === null ? hold.attempts : 0;
  for (;;) {
    const unsent = await ctx.replies.next(hold.id);
    if (!unsent) return true;
    if (!(await sendOne(ctx, hold, { unsent, attempts }))) return false;
    attempts = 0;
  }
}

interface Sending {
  readonly unsent: Unsent;
  readonly attempts: number;
}

async function sendOne(ctx: Context, hold: Hold, { unsent, attempts }: Sending): Promise<boolean> {
  const { position, repliesTo } = unsent;
  const { id, reference } = hold;
  const { serviceUrl, conversationId } = reference;
  if (!(await ctx.replies.begin(hold, position))) return false;
  const sent = await ctx.transport.send(
    { serviceUrl, conversationId, activityId: repliesTo },
    outgoing(id, unsent, reference),
  );
  if (sent.outcome === 'sent') return ctx.replies.settle(hold, position, null);
  if (sent.outcome === 'later' && attempts + 1 < mostAttempts) {
    ctx.log.warn({ conversation: id, position, attempt: attempts + 1, reason: sent.reason }, 'a reply has to wait');
    await ctx.replies.postpone(hold, waitMs(attempts, sent.retryAfterMs));
    return false;
  }
  const outcome = sent.outcome === 'unknown' ? 'UNKNOWN' : 'REFUSED';
  return giveUp(ctx, hold, { position, outcome, reason: sent.reason });
}

function waitMs(attempts: number, retryAfterMs: number | null): number {
  const ours = Math.min(firstWaitMs * 2 ** attempts, longestWaitMs);
  return Math.max(ours, Math.min(retryAfterMs ?? 0, longestAskedMs));
}

async function giveUp(ctx: Context, hold: Hold, lost: Undelivered): Promise<boolean> {
  ctx.log.error({ conversation: hold.id, ...lost }, 'a reply did not reach its network, as far as we know');
  await tellOfLostCall(ctx, hold, lost.position);
  return ctx.replies.settle(hold, lost.position, lost);
}

/** Our words as the network expects them: from the bot that was spoken to, with a mark by which a service could tell a repeated one. */
function outgoing(id: string, { position, activity, repliesTo }: Unsent, reference: NetworkReference): Activity {
  const { replyToId: _, ...words } = activity;
  const { serviceUrl, channelId, conversationId, bot, user, locale } = reference;
  return {
    ...words,
    ...(words.locale === undefined && locale !== null ? { locale } : {}),
    serviceUrl,
    channelId,
    conversation: { id: conversationId },
    recipient: user,
    from: { ...words.from, ...bot, id: bot?.id ?? words.from?.id ?? 'univocal', role: 'bot' },
    ...(repliesTo === null ? {} : { replyToId: repliesTo }),
    channelData: { ...words.channelData, idempotencyKey: `${id}|${position}` },
  };
}
