import type { Audience } from '../access/index.js';
import { visibleAnswer } from '../knowledge/index.js';
import { isAppError } from '../platform/errors.js';
import type { ContentReceipt } from '../receipts/index.js';
import type { Channel } from './channel.js';
import { networkOf } from './networks.js';
import { type RenderContext, renderAnswer } from './render-answer.js';

/** Whether the words of a receipt are those that its channel, or the network of one, gives today to this reader; a new value of a fact makes them others. */
export function stillGiven(
  ctx: RenderContext & {
    readonly channels: ReadonlyMap<string, Channel>;
    readonly actor: { readonly audience: Audience };
  },
  receipt: ContentReceipt,
): boolean {
  const answer = visibleAnswer(ctx.snapshot, ctx.actor, receipt.answer);
  const channel = networkOf(receipt.channel) ?? ctx.channels.get(receipt.channel);
  if (!answer || !channel) return false;
  try {
    return renderAnswer(ctx, answer, channel, receipt.locale).receipt.code === receipt.code;
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_SERVABLE') return false;
    throw error;
  }
}
