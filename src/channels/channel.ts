import type { Audience } from '../access/index.js';

/** What a channel is, and with it how an answer looks there. */
export const channelKinds = [
  'webchat',
  'social',
  'social-reply',
  'directline',
  'msteams',
  'slack',
  'facebook',
  'telegram',
  'line',
  'sms',
  'whatsapp',
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

/** How a channel marks up its texts: `teams` is what Microsoft Teams shows of Markdown, `gsm` plain text in the alphabet of text messages. */
export const markups = ['html', 'markdown', 'teams', 'mrkdwn', 'whatsapp', 'plain', 'gsm'] as const;
export type Markup = (typeof markups)[number];

/** What a channel can show. */
export interface ChannelLimits {
  /** The longest text in characters; null = no limit. A longer answer is given in its short form with a link, never cut. */
  readonly maxChars: number | null;
  /** Beyond so many characters the short form with its link is given where it is no longer than that, although the whole has room. */
  readonly advisedChars?: number;
  readonly markup: Markup;
  /** Whether a text may hold links; where not, their words stand alone. */
  readonly links: boolean;
  /** How many choices it can offer as buttons beneath a message; those beyond become a numbered list. */
  readonly buttons: number;
  /** How many buttons it can show on a card. */
  readonly cardButtons: number;
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

/** The longest title of a button that every network shows whole. */
export const longestButtonTitle = 20;

/**
 * The limits of each kind. Slack's, Facebook's, Telegram's, LINE's, SMS's and mail's follow the vendors' documentation; the others are our cautious
 * choice. The networks' limits in bytes (256 kB an activity, 80 kB a message of Teams) cannot be reached by texts of so many characters.
 */
export const limitsOf: Readonly<Record<ChannelKind, ChannelLimits>> = {
  webchat: limits(8_000, 'markdown', { buttons: 100, cardButtons: 100 }),
  directline: limits(8_000, 'markdown', { buttons: 100, cardButtons: 100 }),
  msteams: limits(20_000, 'teams', { buttons: 3, cardButtons: 50 }),
  slack: limits(3_000, 'mrkdwn', { cardButtons: 100 }),
  social: limits(2_000, 'plain', { buttons: 10, cardButtons: 3 }),
  facebook: limits(2_000, 'plain', { buttons: 10, cardButtons: 3 }),
  telegram: limits(4_096, 'plain', { buttons: 100, cardButtons: 100 }),
  line: limits(2_000, 'plain', { buttons: 13, cardButtons: 99 }),
  sms: limits(1_600, 'gsm', { advisedChars: 320 }),
  whatsapp: limits(1_600, 'whatsapp', { buttons: 3 }),
  'social-reply': limits(280, 'plain', { form: 'short' }),
  email: limits(25_000, 'html'),
  agents: limits(25_000, 'plain'),
  help: limits(null, 'html'),
  'web-page': limits(null, 'html'),
  file: limits(null, 'plain'),
  macros: limits(null, 'plain'),
  mails: limits(null, 'html'),
  graphql: limits(null, 'plain'),
};

function limits(maxChars: number | null, markup: Markup, others: Partial<ChannelLimits> = {}): ChannelLimits {
  return { maxChars, markup, links: true, buttons: 0, cardButtons: 0, form: 'full', ...others };
}

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
