/** The form in which the bot speaks on one kind of channel. The answers are the same everywhere. */
export interface BotChannel {
  /** The governed channel whose renditions are asked for. */
  readonly key: 'webchat' | 'social' | 'social-reply';
  readonly textFormat: 'markdown' | 'plain';
  /** A reply under somebody's public post does not begin with a greeting. */
  readonly greets: boolean;
  readonly maxCharacters: number;
  /** The longest title of a button; a choice that is longer is numbered in the text as well. 0: the channel has no buttons. */
  readonly maxButtonTitle: number;
}

/** Limits of the table "Rendering one answer to every channel": what the networks accept, or our own caution. */
export const botChannels = {
  webchat: { key: 'webchat', textFormat: 'markdown', greets: true, maxCharacters: 8_000, maxButtonTitle: 400 },
  social: { key: 'social', textFormat: 'plain', greets: true, maxCharacters: 2_000, maxButtonTitle: 20 },
  'social-reply': { key: 'social-reply', textFormat: 'plain', greets: false, maxCharacters: 280, maxButtonTitle: 0 },
} as const satisfies Record<string, BotChannel>;

/** The channel of a stored conversation. */
export function botChannel(key: string): BotChannel {
  return key === 'social' || key === 'social-reply' ? botChannels[key] : botChannels.webchat;
}
