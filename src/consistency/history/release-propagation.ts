import { allChannels } from '../../channels/index.js';
import {
  type Brought,
  broughtByRelease,
  everShowing,
  factsDerivedFrom,
  type Reader,
  releaseOfKey,
  visibleAnswer,
} from '../../knowledge/index.js';
import { cameBy, waitingFor } from './came-by-release.js';
import { type ChannelPropagation, type Propagation, propagation, type PropagationContext } from './propagation.js';

/** An answer of which a channel still says what was published before. */
export interface StillOld extends Pick<ChannelPropagation, 'heardAt' | 'address' | 'text'> {
  readonly answer: string;
}

/** How far a release has come on one channel: of how many answers it says what. */
export interface ChannelOfRelease {
  readonly channel: string;
  readonly saysNew: number;
  readonly saysOld: number;
  readonly saysOther: number;
  readonly silent: number;
  readonly unseen: number;
  readonly stillOld: readonly StillOld[];
}

/** How far a release has come. */
export interface ReleasePropagation {
  readonly release: string;
  readonly publishedAt: Date;
  /** The answers that it changed for those who read them, in key order. */
  readonly answers: readonly Propagation[];
  /** Those that it will change on a day which has not come. */
  readonly waiting: readonly string[];
  /** How many answers it touches; of more than 200 that may be, those beyond, in key order, are counted and not followed. */
  readonly total: number;
  readonly channels: readonly ChannelOfRelease[];
}

const mostFollowed = 200;

/**
 * Follows every answer whose words a release changed, by a version or by the value of a fact, over all channels. Null when there is no such release, when
 * it is not published, or was taken back.
 */
export async function releasePropagation(
  ctx: PropagationContext,
  reader: Reader,
  key: string,
): Promise<ReleasePropagation | null> {
  const { db, snapshot } = ctx;
  const release = await releaseOfKey(db, key);
  const { snapshotSequence = null, publishedAt = null } = release ?? {};
  if (release?.state !== 'PUBLISHED' || snapshotSequence === null || publishedAt === null) return null;
  const publishing = { snapshotSequence, publishedAt, brought: await broughtByRelease(db, release.id) };
  const touched = await perhapsTouched(ctx, reader, publishing.brought);
  const waits = waitingFor(publishing, snapshot);
  const channels = await allChannels(db);
  const answers: Propagation[] = [];
  const waiting: string[] = [];
  for (const answer of touched.slice(0, mostFollowed)) {
    const came = cameBy(publishing, snapshot, answer);
    const found = await propagation(ctx, reader, { answer, came, channels });
    if (found) answers.push(found);
    else if (waits.has(answer)) waiting.push(answer);
  }
  const total = answers.length + waiting.length + Math.max(0, touched.length - mostFollowed);
  return { release: key, publishedAt, answers, waiting, total, channels: byChannel(answers) };
}

/** The answers that it gave a version, and those that ever showed a fact of which it said something, as far as the reader sees them. */
async function perhapsTouched(
  { db, snapshot }: PropagationContext,
  reader: Reader,
  { versions, facts }: Brought,
): Promise<readonly string[]> {
  const shown = facts.flatMap(({ key }) => [key, ...factsDerivedFrom(snapshot, key).map((fact) => fact.key)]);
  const keys = new Set([...versions.keys(), ...(await everShowing(db, shown))]);
  return [...keys].filter((key) => visibleAnswer(snapshot, reader, key) !== null).sort();
}

function byChannel(answers: readonly Propagation[]): readonly ChannelOfRelease[] {
  const heard = answers.flatMap(({ answer, channels }) => channels.map((one) => ({ ...one, answer })));
  return [...Map.groupBy(heard, ({ channel }) => channel)].map(([channel, all]) => {
    const count = (says: ChannelPropagation['says']) => all.filter((one) => one.says === says).length;
    return {
      channel,
      saysNew: count('NEW'),
      saysOld: count('OLD'),
      saysOther: count('OTHER'),
      silent: count('SILENT'),
      unseen: count('UNSEEN'),
      stillOld: all
        .filter(({ says }) => says === 'OLD')
        .map(({ answer, heardAt, address, text }) => ({ answer, heardAt, address, text })),
    };
  });
}
