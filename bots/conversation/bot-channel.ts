/** The form in which the bot speaks in one place. The answers are the same everywhere. */
export interface BotChannel {
  /** The governed channel that speaks: its credential and its record. */
  readonly key: 'webchat' | 'social' | 'social-reply';
  /** Whose renditions are asked for: the channel's own, or those of the network on which it speaks. */
  readonly network: string;
  readonly textFormat: 'markdown' | 'plain';
  /** A reply under somebody's public post does not begin with a greeting. */
  readonly greets: boolean;
  readonly maxCharacters: number;
  /** The longest title of a button; a choice that is longer is numbered in the text as well. */
  readonly maxButtonTitle: number;
  /** How many buttons stand beneath a message. */
  readonly suggestedActions: number;
  /** How many stand on a card, for places that show none beneath a message. */
  readonly cardButtons: number;
}

/** The limits of docs/channels.md, "Networks": what the networks accept, or our own caution. The API tells the same ones. */
export const botChannels = {
  webchat: place('webchat', 'webchat', { maxCharacters: 8_000, suggestedActions: 100, cardButtons: 100 }),
  directline: place('webchat', 'directline', { maxCharacters: 8_000, suggestedActions: 100, cardButtons: 100 }),
  msteams: place('webchat', 'msteams', {
    maxCharacters: 20_000,
    suggestedActions: 3,
    cardButtons: 50,
    maxButtonTitle: 20,
  }),
  // Its marks are its own: as plain text they reach it as they were written.
  slack: place('webchat', 'slack', { maxCharacters: 3_000, textFormat: 'plain', cardButtons: 100, maxButtonTitle: 20 }),
  social: place('social', 'social', { maxCharacters: 2_000, suggestedActions: 10, cardButtons: 3 }),
  facebook: place('social', 'facebook', { maxCharacters: 2_000, suggestedActions: 10, cardButtons: 3 }),
  telegram: place('social', 'telegram', { maxCharacters: 4_096, suggestedActions: 100, cardButtons: 100 }),
  line: place('social', 'line', { maxCharacters: 2_000, suggestedActions: 13, cardButtons: 99 }),
  sms: place('social', 'sms', { maxCharacters: 1_600 }),
  whatsapp: place('social', 'whatsapp', { maxCharacters: 1_600, suggestedActions: 3 }),
  'social-reply': place('social-reply', 'social-reply', { maxCharacters: 280, greets: false }),
} as const satisfies Record<string, BotChannel>;

/** The place of a stored conversation. */
export function botChannel(key: string): BotChannel {
  return Object.hasOwn(botChannels, key) ? botChannels[key as keyof typeof botChannels] : botChannels.webchat;
}

/** A customer's own window wraps a long title; networks cut it. */
function place(
  key: BotChannel['key'],
  network: string,
  limits: Pick<BotChannel, 'maxCharacters'> & Partial<BotChannel>,
): BotChannel {
  const isOwn = key === 'webchat';
  return {
    key,
    network,
    textFormat: isOwn ? 'markdown' : 'plain',
    greets: true,
    maxButtonTitle: isOwn ? 400 : 20,
    suggestedActions: 0,
    cardButtons: 0,
    ...limits,
  };
}
