import { WebSocket } from 'ws';
import { mostActivities } from '../../conversation/conversation-store.js';
import type { DirectLineContext } from './direct-line-context.js';
import type { Grant } from './token.js';
import { activitySet } from './wire.js';

/** A reader that takes nothing off its socket is cut; it comes back with its watermark and loses nothing. */
const mostBufferedBytes = 1_048_576;

/** Sends the conversation over the socket: first all after `position`, then what is new, each activity once and in its order. */
export function follow(ctx: DirectLineContext, grant: Grant, position: number, socket: WebSocket): void {
  const { conversationId } = grant;
  let sent = position;
  let isFirst = true;
  let isReading = false;
  let isStale = false;

  const readOn = async (): Promise<void> => {
    for (;;) {
      isStale = false;
      const kept = await ctx.conversations.activitiesSince(conversationId, sent);
      if (socket.readyState !== WebSocket.OPEN) return;
      if (socket.bufferedAmount > mostBufferedBytes) return socket.terminate();
      if (kept.length > 0 || isFirst) socket.send(JSON.stringify(activitySet(grant, kept, sent)));
      isFirst = false;
      sent = kept.at(-1)?.position ?? sent;
      if (kept.some(({ activity }) => activity.type === 'endOfConversation'))
        return socket.close(1000, 'conversation ended');
      if (kept.length < mostActivities && !isStale) return;
    }
  };
  const heard = (): void => {
    isStale = true;
    if (isReading) return;
    isReading = true;
    readOn()
      .catch((error: unknown) => {
        ctx.log.warn(
          { reason: error instanceof Error ? error.message : String(error) },
          'a stream could not be read on',
        );
        socket.close(1011, 'please reconnect');
      })
      .finally(() => {
        isReading = false;
      });
  };
  socket.on('close', ctx.conversations.subscribe(conversationId, heard));
  heard();
}
