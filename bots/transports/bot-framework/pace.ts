import { createHash } from 'node:crypto';
import type { RateLimit, RateLimits } from '../../../src/platform/rate-limits.js';
import type { Activity } from '../../conversation/activity.js';
import { botChannel } from '../../conversation/bot-channel.js';
import type { Conversation } from '../../conversation/conversation.js';
import { hurryText } from '../../conversation/labels.js';
import { localeFrom } from '../../conversation/locale.js';
import { plainMessage } from '../../conversation/message.js';
import { presentMessage } from '../../conversation/present-message.js';
import type { IncomingBotActivity } from './transport.js';

/** How fast each customer may write in a conversation on a network, over all nodes. */
export interface Pace {
  readonly messages: RateLimit;
  readonly warnings: RateLimit;
}

const windowSeconds = 60;

/** Whose messages are counted together: in a group each member's are their own. Networks' ids have any length. */
export function writerOf(id: string, { from }: IncomingBotActivity): string {
  return `${id}|${createHash('sha256').update(from.id).digest('base64url')}`;
}

/** So many messages a minute of each writer in a conversation, and one warning a minute to who writes more. */
export function paceOf(limits: RateLimits, messagesAMinute: number): Pace {
  return {
    messages: limits.perCaller('bot-network-messages', messagesAMinute, windowSeconds),
    warnings: limits.perCaller('bot-network-warnings', 1, windowSeconds),
  };
}

/** What the bot says to a message beyond the pace. The network is told that its call was taken, or it would send the message again. */
export function warningTo(
  { channelKey, locale: known, userId }: Conversation,
  { locale, id: replyToId }: IncomingBotActivity,
): Activity {
  const spoken = localeFrom(locale) ?? known;
  const said = presentMessage(plainMessage('notice', hurryText(spoken), spoken), botChannel(channelKey), userId);
  return { ...said, ...(replyToId === undefined ? {} : { replyToId }) };
}
