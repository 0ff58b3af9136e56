import type { Told } from './conversation.js';
import type { Knowledge, Telling } from './knowledge.js';

/** What has become of answers that were told in a conversation. */
export interface ToldSince {
  /** Those that say something else by now, as they stand now. */
  readonly changed: readonly Telling[];
  /** Those that are given to nobody any more, as they were told: withdrawn, retired or past their end. */
  readonly gone: readonly Told[];
}

const nothing: ToldSince = { changed: [], gone: [] };

/**
 * What is news of the answers told in this conversation. Another spelling is none: a version counts when one between it and the told one is major, a fact's
 * value always. An answer that was told in another language is not compared. Where it cannot be looked up, there is no news.
 */
export async function toldSince(knowledge: Knowledge, told: readonly Told[]): Promise<ToldSince> {
  if (told.length === 0) return nothing;
  // A node that has not caught up would take what it does not have yet for withdrawn, and what was there before for news.
  const latest = Math.max(...told.map(({ snapshot }) => snapshot ?? 0));
  const keys = told.map(({ answer }) => answer);
  const standing = await knowledge.standing(keys, latest === 0 ? null : latest);
  const changed = await Promise.all(
    told.map(async (earlier) => {
      const now = standing.get(earlier.answer);
      return now && (await hasChanged(knowledge, earlier, now)) ? [now] : [];
    }),
  );
  return { changed: changed.flat(), gone: told.filter(({ answer }) => standing.get(answer) === null) };
}

async function hasChanged(knowledge: Knowledge, told: Told, { key, rendition }: Telling): Promise<boolean> {
  const { contentHash, factValueIds } = rendition.receipt;
  if (contentHash === told.contentHash || rendition.locale !== told.locale) return false;
  return isOtherValue(told, factValueIds) || (await knowledge.isMajorBetween(key, told.version, rendition.version));
}

/** A value that a new version added or took away is that version's change. */
function isOtherValue({ factValueIds }: Told, now: readonly string[]): boolean {
  return factValueIds.length === now.length && factValueIds.some((id) => !now.includes(id));
}
