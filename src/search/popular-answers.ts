import { type Audience, audiencesUpTo } from '../access/index.js';
import { type PublishedAnswer, type Snapshot, visibleAnswers } from '../knowledge/index.js';
import { topicPath } from './search-documents.js';

/** How often each answer was opened from searches of late, by people who see no more than these audiences. */
export type Popularity = (audiences: readonly Audience[]) => Promise<ReadonlyMap<string, number>>;

/** Nothing is known of what people open: for states of the past and of the future. */
export const noPopularity: Popularity = () => Promise.resolve(new Map());

const mostPopular = 5;

/** The answers under some topics (all, where none is named) that people open most; then those that are asked for in most ways, then by key. */
export async function popularAnswers(
  ctx: { readonly snapshot: Snapshot; readonly popularity: Popularity },
  wanted: { readonly audience: Audience; readonly topics: readonly string[] },
): Promise<readonly PublishedAnswer[]> {
  const { audience, topics } = wanted;
  const opened = await ctx.popularity(audiencesUpTo(audience));
  const ways = ({ phrasings }: PublishedAnswer) => [...phrasings.values()].reduce((sum, some) => sum + some.length, 0);
  return visibleAnswers(ctx.snapshot, { audience })
    .filter((answer) => answer.phrasings.size > 0)
    .filter(
      ({ topicKey }) => topics.length === 0 || topicPath(ctx.snapshot, topicKey).some((key) => topics.includes(key)),
    )
    .sort(
      (a, b) => (opened.get(b.key) ?? 0) - (opened.get(a.key) ?? 0) || ways(b) - ways(a) || (a.key < b.key ? -1 : 1),
    )
    .slice(0, mostPopular);
}
