import { type Channel, type ChannelKind, governedChannels, limitsOf } from './channel.js';

/** A network on which a governed channel speaks, in the network's own form. */
export interface Network extends Channel {
  /** The key of the governed channel: its audience, its credential, its receipts and its place in the sweeps are the network's too. */
  readonly partOf: string;
}

/**
 * Where the bot's channels are read, in the order in which a preview shows them.
 *
 * 2026-11-29: a network is not a channel of its own. People are told the same by the same bot, so one question to a channel by one of its networks is
 * one probe; what differs is the form, and that no form loses a claim is judged before anything is published, for every network.
 */
export const networks: readonly Network[] = [
  network('directline', 'Direct Line', 'webchat'),
  network('msteams', 'Microsoft Teams', 'webchat'),
  network('slack', 'Slack', 'webchat'),
  network('facebook', 'Facebook Messenger', 'social'),
  network('telegram', 'Telegram', 'social'),
  network('line', 'LINE', 'social'),
  network('sms', 'Text message', 'social'),
  network('whatsapp', 'WhatsApp', 'social'),
];

const byKey = new Map(networks.map((one) => [one.key, one]));

/** The network of a key; undefined for a channel and for what there is not. */
export function networkOf(key: string): Network | undefined {
  return byKey.get(key);
}

/** The key of the governed channel that speaks there: a channel's own, a network's channel. */
export function channelSpeaking(key: string): string {
  return byKey.get(key)?.partOf ?? key;
}

/** A governed channel's own key and those of its networks. */
export function placesOf(channel: string): readonly string[] {
  return [channel, ...networks.filter(({ partOf }) => partOf === channel).map(({ key }) => key)];
}

/** Every place that shows answers, of these channels: the governed ones, each with its networks after it. */
export function everyPlace(channels: Iterable<Channel>): readonly Channel[] {
  return [...channels]
    .filter(({ mode }) => mode === 'GOVERNED')
    .flatMap((channel) => [channel, ...networks.filter(({ partOf }) => partOf === channel.key)]);
}

function network(kind: ChannelKind, name: string, partOf: string): Network {
  const channel = governedChannels.find(({ key }) => key === partOf);
  if (!channel) throw new Error(`There is no governed channel ${partOf}.`);
  return { ...channel, key: kind, name, kind, limits: limitsOf[kind], partOf };
}
