import type { Activity } from '../../conversation/activity.js';
import type { ReplyQueueContext } from './reply-queue.js';
import type { Hold, NetworkReference, Unsent } from './reply-ledger.js';

/** With these waits the network has a quarter of an hour to come back. */
const mostAttempts = 9;
const firstWaitMs = 2_000;
const longestWaitMs = 300_000;

type Context = Pick<ReplyQueueContext, 'replies' | 'transport' | 'clock' | 'log'>;

/**
 * Sends the bot's words in their order, each until the network has it, and never again what may have arrived: the network has no way to tell a
 * repeated reply from a new one. False where the rest has to wait.
 */
export async function sendReplies(ctx: Context, id: string, hold: Hold): Promise<boolean> {
  if (hold.unsettled !== null)
    await giveUp(ctx, id, {
      position: hold.unsettled,
      outcome: 'UNKNOWN',
      reason: 'The node that was sending it is gone.',
    });
  let { attempts } = hold.unsettled === null ? hold : { attempts: 0 };
  for (;;) {
    const unsent = await ctx.replies.next(id);
    if (!unsent) return true;
    if (!(await sendOne(ctx, id, { unsent, reference: hold.reference, attempts }))) return false;
    attempts = 0;
  }
}

interface Sending {
  readonly unsent: Unsent;
  readonly reference: NetworkReference;
  readonly attempts: number;
}

async function sendOne(ctx: Context, id: string, { unsent, reference, attempts }: Sending): Promise<boolean> {
  const { position, repliesTo } = unsent;
  const { serviceUrl, conversationId } = reference;
  await ctx.replies.begin(id, position);
  const sent = await ctx.transport.send(
    { serviceUrl, conversationId, activityId: repliesTo },
    outgoing(id, unsent, reference),
  );
  if (sent.outcome === 'sent') {
    await ctx.replies.settle(id, position, null);
    return true;
  }
  if (sent.outcome === 'later' && attempts + 1 < mostAttempts) {
    const wait = Math.max(sent.retryAfterMs ?? 0, Math.min(firstWaitMs * 2 ** attempts, longestWaitMs));
    ctx.log.warn({ conversation: id, position, attempt: attempts + 1, reason: sent.reason }, 'a reply has to wait');
    await ctx.replies.postpone(id, new Date(ctx.clock.now().getTime() + wait));
    return false;
  }
  const outcome = sent.outcome === 'unknown' ? 'UNKNOWN' : 'REFUSED';
  await giveUp(ctx, id, { position, outcome, reason: sent.reason });
  return true;
}

async function giveUp(
  ctx: Context,
  id: string,
  lost: NonNullable<Parameters<Context['replies']['settle']>[2]>,
): Promise<void> {
  ctx.log.error({ conversation: id, ...lost }, 'a reply did not reach its network, as far as we know');
  await ctx.replies.settle(id, lost.position, lost);
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
