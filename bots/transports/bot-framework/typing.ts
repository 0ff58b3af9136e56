import type { NetworkReference } from './reply-ledger.js';
import type { ReplyQueueContext } from './reply-queue.js';

/** A turn that is quicker needs no word of itself. */
const quietMs = 700;
/** The networks that show it; others refuse it, or show an empty message. */
const showTyping: ReadonlySet<string> = new Set(['webchat', 'directline', 'msteams', 'facebook', 'telegram', 'slack']);

/** Lets the customer see that the bot is at it while a turn takes long. Nobody waits for that, and nobody misses it. */
export async function withTyping(
  { transport, log }: Pick<ReplyQueueContext, 'transport' | 'log'>,
  { serviceUrl, channelId, conversationId, bot, user }: NetworkReference,
  turn: () => Promise<void>,
): Promise<void> {
  const show = async (): Promise<void> => {
    const from = { ...bot, id: bot?.id ?? 'univocal', role: 'bot' as const };
    const sent = await transport.send(
      { serviceUrl, conversationId, activityId: null },
      { type: 'typing', channelId, from, recipient: user, conversation: { id: conversationId } },
    );
    if (sent.outcome !== 'sent') log.debug({ reason: sent.reason }, 'a sign of typing was not shown');
  };
  const timer = showTyping.has(channelId) ? setTimeout(() => void show(), quietMs) : null;
  try {
    await turn();
  } finally {
    if (timer) clearTimeout(timer);
  }
}
