import type { Assignment, ObservedPlaces, SweepPart } from '../src/consistency/index.js';
import type { Actor } from '../src/access/index.js';
import {
  type Channel,
  channelSpeaking,
  type MailContext,
  networkOf,
  type TemplateVariables,
} from '../src/channels/index.js';
import type { GateRule, ReleasePreviews, Snapshot, Snapshots } from '../src/knowledge/index.js';
import type { ConfusableAnswers, Models, ModelsOfThen, ModelsToTry, QuestionVectors } from '../src/matching/index.js';
import type { Clock } from '../src/platform/clock.js';
import type { Database, DatabaseTransaction } from '../src/platform/database/database.js';
import { AppError } from '../src/platform/errors.js';
import type { Log } from '../src/platform/log.js';
import type { RateLimit } from '../src/platform/rate-limits.js';
import type { News } from '../src/platform/news.js';
import type { CurrentSigningKey, ReceiptBook } from '../src/receipts/index.js';
import type { WebhookSettings } from '../src/webhooks/index.js';
import type { CurrentSynonyms, Popularity, SearchEngine } from '../src/search/index.js';

/** What the resolvers reach: the capabilities, opened once by the app. */
export interface Services {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly sourceLocale: string;
  readonly snapshots: Snapshots;
  readonly models: Models;
  readonly modelsOfThen: ModelsOfThen;
  /** Models of what an editor tries out. */
  readonly modelsToTry: ModelsToTry;
  readonly confusableAnswers: ConfusableAnswers;
  /** Embeds questions for models that read embeddings; null when embeddings are off. */
  readonly questionVectors: QuestionVectors | null;
  /** What releases would make of what is published. */
  readonly releasePreviews: ReleasePreviews;
  readonly search: SearchEngine;
  /** The approved synonyms as this node last read them. */
  readonly synonyms: CurrentSynonyms;
  /** What people open from searches. */
  readonly popularity: Popularity;
  /** How often one caller may tell of searches. */
  readonly searchEventLimit: RateLimit;
  readonly webhookSettings: WebhookSettings;
  /** Tells when the outbox may hold something new. */
  readonly news: News;
  readonly signingKey: CurrentSigningKey;
  /** Remembers the receipts that are given. */
  readonly receiptBook: ReceiptBook;
  /** Hides the numbers of cases in which agents inserted answers. */
  readonly caseKey: Uint8Array;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly addressOf: (answerKey: string, locale: string) => string;
  readonly markdownProblems: (body: string) => readonly string[];
  /** What stands between a change and its publication, beside what its verb asks. */
  readonly gateRules: readonly GateRule[];
  /** What stands between a release and its publication beside that: rules that take long, and are asked before it. */
  readonly releaseRules: readonly GateRule[];
  /** Signs the links by which experts check a draft. */
  readonly factCheckKey: Uint8Array;
  readonly factCheckAddress: (token: string) => string;
  /** How often one person or channel may suggest something. */
  readonly suggestionLimit: RateLimit;
  /** Queues prepared correction notices, in the transaction that lets them go. */
  readonly queueCorrection: (tx: DatabaseTransaction, correctionId: number) => Promise<void>;
  /** Where channels of others may be read, and as whom. */
  readonly observing: { readonly observed: ObservedPlaces; readonly userAgent: string };
  /** Queues that a person is told of a finding that they were given, in the transaction that does it. */
  readonly queueAssignment: (tx: DatabaseTransaction, assignment: Assignment) => Promise<void>;
  readonly startSweep: (actor: Actor, part?: SweepPart) => Promise<number>;
  /** What mails are written with and sent by. */
  readonly mailing: Omit<MailContext, 'actor'>;
  /** Queues the notice of what a mail came to, in the transaction that closes it. */
  readonly queueOutcome: (tx: DatabaseTransaction, inquiryId: number) => Promise<void>;
  readonly sendTemplate: (
    actor: Actor,
    input: SendTemplate,
  ) => Promise<{ readonly id: number; readonly messageId: string; readonly answers: readonly string[] }>;
}

/** A mail to be sent from a template. */
export interface SendTemplate {
  readonly template: string;
  readonly to: string;
  readonly locale: string;
  readonly variables: TemplateVariables;
  readonly idempotencyKey: string | null;
}

/** One request: the services, who is asking, and the one snapshot that all of its reads are made from. */
export interface RequestContext extends Services {
  readonly actor: Actor;
  readonly snapshot: Snapshot;
  /** The instant at which it came: "now" is the same in all of its fields. */
  readonly now: Date;
  /** The other states that it has asked for, by their instants or release: all of its reads of one are the same. */
  readonly past: Map<string, Promise<Snapshot>>;
}

/** One request of an actor, at the newest published state of this node. */
export function requestContext(services: Services, actor: Actor): RequestContext {
  return { ...services, actor, snapshot: services.snapshots.current(), now: services.clock.now(), past: new Map() };
}

const defaultChannel = 'help';

/** The channels that ask this API, in their order. */
export function governedChannelsOf(ctx: Pick<RequestContext, 'channels'>): readonly Channel[] {
  return [...ctx.channels.values()].filter(({ mode }) => mode === 'GOVERNED');
}

/** The governed channel an argument names, the one that speaks there for a network's name; the help pages when it names none. */
export function channelOf(ctx: Pick<RequestContext, 'channels'>, key: string | null | undefined): Channel {
  const channel = ctx.channels.get(channelSpeaking(key ?? defaultChannel));
  if (!channel || channel.mode !== 'GOVERNED') {
    const known = governedChannelsOf(ctx).map((one) => one.key);
    throw new AppError('BAD_INPUT', `channel must be one of ${known.join(', ')}, or a network of one of them.`);
  }
  return channel;
}

/** Where a rendition is shown: the governed channel an argument names, or the network, which has a form of its own. */
export function placeOf(ctx: Pick<RequestContext, 'channels'>, key: string | null | undefined): Channel {
  return networkOf(key ?? defaultChannel) ?? channelOf(ctx, key);
}
