import type { Actor } from '../src/access/index.js';
import type { Channel } from '../src/channels/index.js';
import type { Snapshot, Snapshots } from '../src/knowledge/index.js';
import type { Models } from '../src/matching/index.js';
import type { Clock } from '../src/platform/clock.js';
import type { Database } from '../src/platform/database/database.js';
import { AppError } from '../src/platform/errors.js';
import type { Log } from '../src/platform/log.js';
import type { SigningKey } from '../src/receipts/index.js';
import type { SearchEngine } from '../src/search/index.js';

/** What the resolvers reach: the capabilities, opened once by the app. */
export interface Services {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly sourceLocale: string;
  readonly snapshots: Snapshots;
  readonly models: Models;
  readonly search: SearchEngine;
  readonly signingKey: SigningKey;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly addressOf: (answerKey: string, locale: string) => string;
  readonly markdownProblems: (body: string) => readonly string[];
  readonly startSweep: (actor: Actor) => Promise<number>;
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
  readonly variables: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | null;
}

/** One request: the services, who is asking, and the one snapshot that all of its reads are made from. */
export interface RequestContext extends Services {
  readonly actor: Actor;
  readonly snapshot: Snapshot;
}

const defaultChannel = 'help';

/** The governed channel an argument names; the help pages when it names none. */
export function channelOf(ctx: Pick<RequestContext, 'channels'>, key: string | null | undefined): Channel {
  const channel = ctx.channels.get(key ?? defaultChannel);
  if (!channel || channel.mode !== 'GOVERNED') {
    const known = [...ctx.channels.values()].filter(({ mode }) => mode === 'GOVERNED').map((one) => one.key);
    throw new AppError('BAD_INPUT', `channel must be one of ${known.join(', ')}.`);
  }
  return channel;
}
