import type { ServiceReply } from './own-service.js';
import type { Secret } from '../../platform/secret.js';
import type { RunOperation } from '../../../schema/operations/run-operation.js';

/** What a channel is asked, and by which answer's key and scope a person would recognise what they want among choices. */
export interface ProbeQuestion {
  readonly question: string;
  readonly locale: string;
  readonly expects: string;
  readonly scope: Readonly<Record<string, string>>;
  /** Whether to go the customer's whole way, over HTTP and SMTP; else the same program is asked without the network. */
  readonly byWire: boolean;
}

/** What was seen, kept so that a finding can be proved later. */
export interface Evidence {
  readonly mediaType: string;
  readonly content: Buffer;
}

/** What a channel said to one question. */
export interface Said {
  /** `error`: we could not read it, which is our fault and not the channel's. */
  readonly state: 'said' | 'no-answer' | 'not-applicable' | 'error';
  readonly text: string;
  readonly locale: string;
  readonly evidence: Evidence | null;
  /** Where a person would look at it. */
  readonly address: string | null;
  readonly answerKey: string | null;
  readonly version: number | null;
  readonly receiptCode: string | null;
  readonly failure: string | null;
  /** When its words were read; not given where that is now. */
  readonly readAt?: Date | null;
}

/** Asks one channel as its users would. A new kind of channel is one file that makes one of these. */
export interface ChannelProbe {
  /** Rejects only for faults of ours. */
  probe(question: ProbeQuestion): Promise<Said>;
}

/** What the probes need of the world. */
export interface ProbeEnvironment {
  /** Where this service answers on its own machine, without a final slash: `http://127.0.0.1:4000`. */
  readonly baseUrl: string;
  readonly run: RunOperation;
  /** Gets a page of this service, by its path, without the network where the service is in this process. */
  readonly readPage: (path: string) => Promise<ServiceReply>;
  /** The bearer token of each governed channel, by its key. */
  readonly channelKeys: Readonly<Record<string, string | undefined>>;
  /** Opens a conversation with the bot that is kept nowhere: says a message, gives the activities that reply to it. */
  readonly talk: (
    channel: 'webchat' | 'social' | 'social-reply',
    locale: string,
  ) => (text: string) => Promise<readonly unknown[]>;
  /** Whether the network's door of the bot believes calls of our own. With credentials of Azure it believes the network alone. */
  readonly hasOpenWebhook: boolean;
  /** Writes the mail that answers a mailed question, as e-mail would, without keeping or sending it. */
  readonly renderReply: (reply: {
    readonly question: string;
    readonly answer: string;
    readonly locale: string;
  }) => Promise<RenderedReply>;
  readonly observed: ObservedPlaces;
  /** Names the checker to other people's servers, with a way to reach who runs it. */
  readonly userAgent: string;
}

/** A mail as it goes out. */
export interface RenderedReply {
  /** With the angle brackets. */
  readonly messageId: string;
  readonly raw: Buffer;
}

/** Where observed channels may be read. */
export interface ObservedPlaces {
  /** Stands in for the base of a web page that names none: the demo's own site, whose port is known only when it runs. */
  readonly site: string | null;
  /** `host:port` of servers that may be read although their address is private. */
  readonly allowedHosts: readonly string[];
  /** The only folder in which files are read. */
  readonly folder: string | null;
  /** What servers of others want to be told before they answer, by their origin; told to no other. */
  readonly tokens?: ReadonlyMap<string, Secret>;
}
