import type { ConversationState, Told } from './conversation.js';
import type { Knowledge, Telling } from './knowledge.js';

/**
 * As they stand now, those of the answers told in this conversation that say something else by now. Another spelling is no news: a version counts
 * when one since the told one is major, a fact's value always. An answer that was told in another language is not compared, and one that is gone
 * has no new words.
 */
export async function changedAnswers(
  knowledge: Knowledge,
  { told }: Pick<ConversationState, 'told'>,
): Promise<readonly Telling[]> {
  if (told.length === 0) return [];
  const standing = new Map((await knowledge.standing(told.map(({ answer }) => answer))).map((one) => [one.key, one]));
  const changed = await Promise.all(
    told.map(async (earlier) => {
      const now = standing.get(earlier.answer);
      return now && (await hasChanged(knowledge, earlier, now)) ? [now] : [];
    }),
  );
  return changed.flat();
}

async function hasChanged(knowledge: Knowledge, told: Told, { key, rendition }: Telling): Promise<boolean> {
  const { contentHash, factValueIds } = rendition.receipt;
  if (contentHash === told.contentHash || rendition.locale !== told.locale) return false;
  return isOtherValue(told, factValueIds) || (await knowledge.isMajorSince(key, told.version));
}

/** A value that a new version added or took away is that version's change. */
function isOtherValue({ factValueIds }: Told, now: readonly string[]): boolean {
  return factValueIds.length === now.length && factValueIds.some((id) => !now.includes(id));
}
