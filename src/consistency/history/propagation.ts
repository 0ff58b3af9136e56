import { allChannels, type Channel, type RenderContext } from '../../channels/index.js';
import { answerHistory, answerStates, type HistoryEntry, type Reader, visibleAnswer } from '../../knowledge/index.js';
import type { Database } from '../../platform/database/database.js';
import { canonicalFor } from '../canonical.js';
import type { Probe } from '../cell.js';
import { withoutLinksTo } from '../own-links.js';
import { firstDelivered, type Heard, lastHeard, newlyHeard } from './propagation.store.js';
import { type Says, saysWhich } from './says-which.js';

/** How far a publication has come on one channel. */
export interface ChannelPropagation {
  readonly channel: string;
  /** The first observation or delivery with what was published; null while there is none. */
  readonly visibleAt: Date | null;
  readonly visibleBy: 'OBSERVATION' | 'DELIVERY' | null;
  /** Edit-to-visible: visibleAt − the publication. */
  readonly editToVisibleHours: number | null;
  /** What it says as it was last heard; UNSEEN while nobody has looked since the publication. */
  readonly says: Says | 'SILENT' | 'UNSEEN';
  readonly heardAt: Date | null;
  readonly address: string | null;
  readonly text: string | null;
}

/** How far a publication has come. */
export interface Propagation {
  readonly answer: string;
  readonly version: number;
  readonly publishedAt: Date;
  readonly channels: readonly ChannelPropagation[];
}

/** What it needs to know of the world. */
export interface PropagationContext extends RenderContext {
  readonly db: Database;
  readonly sourceLocale: string;
}

/** What was published, and what stood there before it. */
interface Publication {
  readonly answer: string;
  readonly at: Date;
  /** The version that it brought; null when it brought a fact value. */
  readonly version: number | null;
  readonly contents: readonly string[];
  /** Every text that the answer had before. */
  earlier(heard: Heard, channel: Channel): readonly string[];
}

const hour = 3_600_000;

/** Which publication of an answer is followed: what was published last, the coming of one version, or one of its changes. */
export interface FollowedAnswer {
  readonly answer: string;
  readonly version?: number | null;
  /** Told of each change and of the one before it: the first that it accepts is followed. */
  readonly came?: (entry: HistoryEntry, before: HistoryEntry | null) => boolean;
  /** Those to look at, where they were read before. */
  readonly channels?: readonly Channel[];
}

/**
 * Follows what was last published of an answer, or one version of it, over all channels. A receipt decides where there is one and a version was
 * published; else the words, held against all that the answer said before, and against what it said when they were heard. Null when
 * the reader sees no such answer, or that version has never been in effect.
 */
export async function propagation(
  ctx: PropagationContext,
  reader: Reader,
  { answer: key, version: wanted = null, came, channels }: FollowedAnswer,
): Promise<Propagation | null> {
  const { db, snapshot } = ctx;
  const answer = visibleAnswer(snapshot, reader, key);
  if (!answer) return null;
  const { validAt, knownAt } = snapshot;
  const history = (await answerHistory(ctx, answer.key, { validAt, knownAt, locale: ctx.sourceLocale })) ?? [];
  const i = placeOf(history, wanted, came);
  const entry = history[i];
  if (!entry) return null;
  const publication = await publicationOf(ctx, answer.key, {
    since: history.slice(0, i + 1),
    before: history.slice(i + 1),
  });
  const brought = came ? bringsVersion(entry) : null;
  const version = wanted ?? brought ?? answer.version.number;
  return {
    answer: answer.key,
    version,
    publishedAt: entry.at,
    channels: await followed(db, publication, channels ?? (await allChannels(db))),
  };
}

/** Newest first: what was published last, or the first time that the version came; given again after a withdrawal it is no new publication. */
function placeOf(history: readonly HistoryEntry[], version: number | null, came: FollowedAnswer['came']): number {
  if (version !== null) return history.findLastIndex((entry) => bringsVersion(entry) === version);
  if (!came) return history.findIndex(({ contentHashAfter }) => contentHashAfter !== null);
  return history.findLastIndex((entry, i) => entry.contentHashAfter !== null && came(entry, history[i + 1] ?? null));
}

/** The version that a change brought; null when it brought something else. */
export function bringsVersion({ changes }: HistoryEntry): number | null {
  const version = changes.find(({ kind }) => kind === 'VERSION')?.after;
  return version ? Number(version) : null;
}

/** `since` are the changes from the publication on, `before` those before it; both newest first. */
async function publicationOf(
  ctx: PropagationContext,
  answer: string,
  { since, before }: { readonly since: readonly HistoryEntry[]; readonly before: readonly HistoryEntry[] },
): Promise<Publication> {
  const entry = since.at(-1) as HistoryEntry;
  const states = await answerStates(
    ctx,
    answer,
    before.flatMap(({ at, contentHashAfter }) => (contentHashAfter === null ? [] : [at])),
  );
  return {
    answer,
    at: entry.at,
    version: bringsVersion(entry),
    contents: since.flatMap(({ contentHashAfter }) => contentHashAfter ?? []),
    earlier: ({ askedLocale: locale, question, scope }, channel) => {
      const probe: Probe = { id: 0, key: answer, question, locale, audience: 'PUBLIC', scope, expects: answer };
      const texts = states.flatMap((snapshot) => {
        const found = canonicalFor({ ...ctx, snapshot }, probe, channel);
        return found.outcome === 'found' ? [withoutLinksTo(found.canonical.helpPages, found.canonical.text)] : [];
      });
      return [...new Set(texts)];
    },
  };
}

async function followed(
  db: Database,
  publication: Publication,
  channels: readonly Channel[],
): Promise<readonly ChannelPropagation[]> {
  const { answer, at, version, contents } = publication;
  const first = await newlyHeard(db, answer, at);
  const last = new Map((await lastHeard(db, answer, at)).map((heard) => [heard.channel, heard]));
  const delivered = await firstDelivered(db, answer, { since: at, version, contents });
  return channels.map((channel) => {
    const seen = first.find((heard) => heard.channel === channel.key && voiceOf(publication, heard, channel) === 'NEW');
    return {
      channel: channel.key,
      ...visible(at, seen?.at ?? null, delivered.get(channel.key) ?? null),
      ...heardLast(publication, last.get(channel.key), channel),
    };
  });
}

function visible(publishedAt: Date, observed: Date | null, delivered: Date | null) {
  const isDelivery = delivered !== null && (observed === null || delivered < observed);
  const visibleAt = isDelivery ? delivered : observed;
  return {
    visibleAt,
    visibleBy: visibleAt === null ? null : isDelivery ? ('DELIVERY' as const) : ('OBSERVATION' as const),
    editToVisibleHours: visibleAt === null ? null : (visibleAt.getTime() - publishedAt.getTime()) / hour,
  };
}

function heardLast(publication: Publication, heard: Heard | undefined, channel: Channel) {
  if (!heard) return { says: 'UNSEEN' as const, heardAt: null, address: null, text: null };
  const { at, address, text } = heard;
  return { says: voiceOf(publication, heard, channel), heardAt: at, address, text };
}

function voiceOf(publication: Publication, heard: Heard, channel: Channel): Says | 'SILENT' {
  const { answer, version } = publication;
  if (heard.canonical === null) return 'SILENT';
  if (heard.answerKey !== null && heard.answerKey !== answer) return 'OTHER';
  if (heard.version !== null && version !== null) return heard.version < version ? 'OLD' : 'NEW';
  return saysWhich(heard, { earlier: publication.earlier(heard, channel), now: heard.canonical });
}
