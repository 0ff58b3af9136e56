import { answersRestingOn, itemsOfRelease, type Reader, releaseOfKey, visibleAnswer } from '../../knowledge/index.js';
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
  /** How many answers it touches; those beyond the first 200, in key order, are not followed. */
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
  const release = await releaseOfKey(ctx.db, key);
  const { snapshotSequence = null, publishedAt = null } = release ?? {};
  if (release?.state !== 'PUBLISHED' || snapshotSequence === null || publishedAt === null) return null;
  const touched = await answersOf(ctx, reader, release.id);
  const answers: Propagation[] = [];
  const waiting: string[] = [];
  for (const answer of touched.slice(0, mostFollowed)) {
    const found = await propagation(ctx, reader, { answer, snapshotSequence });
    if (found) answers.push(found);
    else waiting.push(answer);
  }
  return { release: key, publishedAt, answers, waiting, total: touched.length, channels: byChannel(answers) };
}

/** The answers that it gave a version, and those that show a fact of which it stated a value, as far as the reader sees them. */
async function answersOf(
  { db, snapshot }: PropagationContext,
  reader: Reader,
  release: number,
): Promise<readonly string[]> {
  const items = await itemsOfRelease(db, release);
  const keys = items.flatMap(({ kind, answerKey, factKey }) => {
    if (kind === 'ANSWER' && answerKey !== null) return [answerKey];
    return kind === 'FACT' && factKey !== null ? answersRestingOn(snapshot, factKey).map((answer) => answer.key) : [];
  });
  return [...new Set(keys)].filter((key) => visibleAnswer(snapshot, reader, key) !== null).sort();
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
