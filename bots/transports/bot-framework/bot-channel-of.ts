import type { BotChannel } from '../../conversation/bot-channel.js';

/** Networks whose messages are plain text with few and short buttons. */
const socialNetworks: ReadonlySet<string> = new Set([
  'facebook',
  'instagram',
  'twitter',
  'line',
  'telegram',
  'kik',
  'groupme',
  'viber',
  'whatsapp',
]);

/** Which of our governed channels speaks on a Bot Framework channel; one that we do not know is shown as a web chat. */
export function botChannelOf(channelId: string): BotChannel['key'] {
  if (channelId === 'public-reply') return 'social-reply';
  return socialNetworks.has(channelId.toLowerCase()) ? 'social' : 'webchat';
}
