import type { Audience } from '../access/index.js';

/** What a channel is, and with it how an answer looks there. */
export const channelKinds = [
  'webchat',
  'social',
  'social-reply',
  'sms',
  'slack',
  'email',
  'agents',
  'help',
  'web-page',
  'file',
  'macros',
  'mails',
  'graphql',
] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Governed: it asks the API. Observed: we look at what it says. */
export type ChannelMode = 'GOVERNED' | 'OBSERVED';

/** How a channel marks up its texts; `gsm` is plain text in the alphabet of text messages. */
export type Markup = 'html' | 'markdown' | 'plain' | 'mrkdwn' | 'gsm';

/** What a channel can show. */
export interface ChannelLimits {
  /** The longest text in characters; null = no limit. A longer answer is given in its short form with a link, never cut. */
  readonly maxChars: number | null;
  readonly markup: Markup;
  /** Whether a text may hold links; where not, their words stand alone. */
  readonly links: boolean;
  /** How many choices it can offer as buttons. */
  readonly buttons: number;
  /** `short` = the short form is given even where the whole answer has room. */
  readonly form: 'full' | 'short';
}

/** A place where customers or staff get answers. */
export interface Channel {
  readonly key: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly mode: ChannelMode;
  readonly audience: Audience;
  readonly locales: readonly string[];
  readonly limits: ChannelLimits;
}

/** The limits of each kind. Slack's, SMS's and mail's follow the vendors' documentation; the others are our cautious choice. */
export const limitsOf: Readonly<Record<ChannelKind, ChannelLimits>> = {
  webchat: { maxChars: 8_000, markup: 'markdown', links: true, buttons: 100, form: 'full' },
  social: { maxChars: 2_000, markup: 'plain', links: true, buttons: 10, form: 'full' },
  'social-reply': { maxChars: 280, markup: 'plain', links: true, buttons: 0, form: 'short' },
  sms: { maxChars: 1_600, markup: 'gsm', links: true, buttons: 0, form: 'full' },
  slack: { maxChars: 3_000, markup: 'mrkdwn', links: true, buttons: 100, form: 'full' },
  email: { maxChars: 25_000, markup: 'html', links: true, buttons: 0, form: 'full' },
  agents: { maxChars: 25_000, markup: 'plain', links: true, buttons: 0, form: 'full' },
  help: { maxChars: null, markup: 'html', links: true, buttons: 0, form: 'full' },
  'web-page': { maxChars: null, markup: 'html', links: true, buttons: 0, form: 'full' },
  file: { maxChars: null, markup: 'plain', links: true, buttons: 0, form: 'full' },
  macros: { maxChars: null, markup: 'plain', links: true, buttons: 0, form: 'full' },
  mails: { maxChars: null, markup: 'html', links: true, buttons: 0, form: 'full' },
  graphql: { maxChars: null, markup: 'plain', links: true, buttons: 0, form: 'full' },
};

const everyLocale = ['en', 'es', 'de', 'ar'] as const;

/** The channels that ask the API, in the order in which a matrix shows them. */
export const governedChannels: readonly Channel[] = [
  governed('help', 'Help pages', 'help'),
  governed('webchat', 'Web chat', 'webchat'),
  governed('social', 'Social message', 'social'),
  governed('social-reply', 'Social public reply', 'social-reply'),
  governed('email', 'E-mail', 'email'),
  governed('agents', "Agents' console", 'agents', 'STAFF'),
];

function governed(key: string, name: string, kind: ChannelKind, audience: Audience = 'PUBLIC'): Channel {
  return { key, name, kind, mode: 'GOVERNED', audience, locales: everyLocale, limits: limitsOf[kind] };
}
