import { botChannels } from '../../conversation/bot-channel.js';

/** Networks without a form of their own whose messages are plain text with few and short buttons. */
const socialNetworks: ReadonlySet<string> = new Set(['instagram', 'twitter', 'kik', 'groupme', 'viber']);

/** In which form the bot speaks on a Bot Framework channel; one that we do not know is shown as a web chat. */
export function botChannelOf(channelId: string): keyof typeof botChannels {
  const id = channelId.toLowerCase();
  if (id === 'public-reply') return 'social-reply';
  if (socialNetworks.has(id)) return 'social';
  return Object.hasOwn(botChannels, id) ? (id as keyof typeof botChannels) : 'webchat';
}
