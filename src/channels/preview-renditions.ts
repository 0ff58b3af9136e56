import { maySee, type PublishedAnswer } from '../knowledge/index.js';
import { isAppError } from '../platform/errors.js';
import type { Channel } from './channel.js';
import { everyPlace, networkOf } from './networks.js';
import { type RenderContext, type Rendition, renderAnswer } from './render-answer.js';
import { type TextMessageSize, textMessageSize } from './renderers/text-message-size.js';

/** An answer as one channel or network would show it. */
export interface RenditionPreview {
  readonly channel: Channel;
  /** The governed channel whose network it is; null for a channel itself. */
  readonly partOf: string | null;
  /** Null where it cannot be shown; `refused` says why. */
  readonly rendition: Rendition | null;
  readonly refused: string | null;
  /** What sending it as a text message takes; null where it is none. */
  readonly textMessage: TextMessageSize | null;
}

/** An answer on every channel whose readers may see it, and on each of their networks, in the order of the channels. */
export function previewRenditions(
  ctx: RenderContext & { readonly channels: ReadonlyMap<string, Channel> },
  answer: PublishedAnswer,
  locales: string | readonly string[],
): readonly RenditionPreview[] {
  return everyPlace(ctx.channels.values())
    .filter((channel) => maySee(channel, answer))
    .map((channel) => ({
      channel,
      partOf: networkOf(channel.key)?.partOf ?? null,
      ...shown(ctx, answer, channel, locales),
    }));
}

function shown(
  ctx: RenderContext,
  answer: PublishedAnswer,
  channel: Channel,
  locales: string | readonly string[],
): Pick<RenditionPreview, 'rendition' | 'refused' | 'textMessage'> {
  try {
    const rendition = renderAnswer(ctx, answer, channel, locales);
    const textMessage = channel.limits.markup === 'gsm' ? textMessageSize(rendition.text) : null;
    return { rendition, refused: null, textMessage };
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_SERVABLE')
      return { rendition: null, refused: error.message, textMessage: null };
    throw error;
  }
}
