import { setTimeout as sleep } from 'node:timers/promises';
import { answerPending, type BotContext, openWithGreeting } from '../../conversation/answer-pending.js';
import type { TurnQueue } from '../turn-queue.js';
import { sendReplies } from './send-replies.js';
import type { ReplyLedger } from './reply-ledger.js';
import { withTyping } from './typing.js';
import type { BotFrameworkTransport } from './transport.js';

/** What working on conversations held on networks needs. */
export interface ReplyQueueContext extends BotContext {
  readonly transport: BotFrameworkTransport;
  readonly replies: ReplyLedger;
  readonly turns: TurnQueue;
  /** How often it is looked for what a node that died, or a network that was away, left to do. */
  readonly lookAgainMs: number;
}

/** The turns and replies of the conversations on networks. */
export interface ReplyQueue {
  /** Works on a conversation after a pause, as soon as this node is done with it. */
  work(id: string, pauseMs: number): void;
  /** Looks for no more work; what has begun goes on. */
  stop(): void;
}

/** Works on what this node took in, and now and then on whatever else is due. */
export function replyQueue(ctx: ReplyQueueContext): ReplyQueue {
  const work = (id: string, pauseMs: number): void =>
    ctx.turns.add(id, async () => {
      if (pauseMs > 0) await sleep(pauseMs);
      await workOn(ctx, id);
    });
  const look = async (): Promise<void> => {
    try {
      for (const id of await ctx.replies.due()) work(id, 0);
    } catch (error) {
      ctx.log.warn({ reason: (error as Error).message }, 'what is due on the networks could not be looked up');
    }
  };
  const timer = setInterval(() => void look(), ctx.lookAgainMs);
  timer.unref();
  return { work, stop: () => clearInterval(timer) };
}

/**
 * Takes the turns that are open, greets who has just come, and sends what was not sent yet; another node that has the conversation does it instead.
 * Turns may take longer than a hold lasts, so what follows them is done only while the conversation is still ours.
 */
async function workOn(ctx: ReplyQueueContext, id: string): Promise<void> {
  for (;;) {
    const hold = await ctx.replies.hold(id);
    if (!hold) return;
    const turns = async (): Promise<void> => {
      await answerPending(ctx, id);
      await openWithGreeting(ctx, id);
    };
    await (hold.waits ? turns() : withTyping(ctx, hold.reference, turns));
    if (!(await ctx.replies.renew(hold))) return;
    if (!hold.waits && !(await sendReplies(ctx, hold))) return;
    if (await ctx.replies.release(hold)) return;
  }
}
