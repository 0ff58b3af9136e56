import type { Conversation } from '../../bots/conversation/conversation.js';
import { type ConversationStore, mostActivities } from '../../bots/conversation/conversation-store.js';
import type { ConversationCopies, ConversationCopy } from './conversation-copies.js';
import type { KnownProgress, Progress } from './conversation-progress.js';

type Read = Awaited<ReturnType<ConversationStore['read']>>;

/**
 * Conversations in PostgreSQL, of which what is only looked at (polls, streams, who may come in) is taken from copies, so that PostgreSQL is asked
 * once for what was said and not once a look.
 *
 * 2026-11-29, what a copy may do, and what keeps it right. Whatever decides asks PostgreSQL: every write, `load`, with which a turn begins, and the
 * desk's list. A turn asks anyway, for the message that it answers was kept a moment ago and no copy has it; and one that lost the race begins anew by
 * `load`. So a copy that is late delays words, and never loses, repeats or decides any: activities do not change, positions have no gap, and whoever
 * reads on from a position gets what follows it, now or at the next look. How late it can be:
 * - A copy is put by whoever read PostgreSQL, never by a writer, so a put that fails leaves nothing wrong behind. Writers drop the copy after the
 *   commit and before they acknowledge; a reader who was slow cannot put an earlier one over a later.
 * - Where the drop failed, or a slow reader came after it, the node knows better: it takes no copy from before its own writes, its own reads, or what
 *   PostgreSQL announced (with id, length and revision, at each commit) to all nodes. That needs no Redis, so it holds whatever becomes of Redis. A node
 *   that was deaf takes none, from when it hears again, for as long as a copy lives.
 * - Ten seconds after PostgreSQL was asked for it a copy is gone, also where it reached a halted Redis late. That bounds what none of this sees: an
 *   ear that is deaf still, and rows that an operator changes or deletes by hand. Nor does what a customer wrote stay longer.
 * Weighed and left: the state in Redis alone (a flush would lose what was acknowledged), and copies put by writers (a put for each write, and each that
 * fails must be found out by all who read).
 */
export function copiedConversations(
  kept: ConversationStore,
  copies: ConversationCopies,
  known: KnownProgress,
): ConversationStore {
  const changed = async (id: string, progress: Partial<Progress>): Promise<void> => {
    known.raise(id, progress);
    await copies.drop(id);
  };
  const afresh = async (id: string, after: number | 'ANSWERED'): Promise<Read> => {
    const readAt = Date.now();
    const read = await kept.read(id, after);
    if (!read) return null;
    known.raise(id, progressOf(read.conversation));
    const copy = copyOf(read, after);
    // Not waited for: who reads on over the same connection finds it.
    if (copy) void copies.put(copy, readAt);
    return read;
  };
  const look = async (id: string, position: number): Promise<Read> => {
    const copy = await copies.take(id);
    if (!copy || copy.after > position || !known.isLatest(id, progressOf(copy.conversation))) return null;
    known.raise(id, progressOf(copy.conversation));
    const activities = copy.activities.filter((one) => one.position > position).slice(0, mostActivities);
    return { conversation: copy.conversation, activities };
  };
  const readAfter = async (id: string, after: number | 'ANSWERED'): Promise<Read> =>
    (after === 'ANSWERED' ? null : await look(id, after)) ?? afresh(id, after);
  return {
    ...kept,
    create: async (conversation) => {
      const isNew = await kept.create(conversation);
      // A network's conversation that was deleted begins again under its id.
      if (isNew) await copies.drop(conversation.id);
      return isNew;
    },
    load: async (id) => (await afresh(id, 'ANSWERED'))?.conversation ?? null,
    glance: async (id) =>
      ((await look(id, Number.POSITIVE_INFINITY)) ?? (await afresh(id, 'ANSWERED')))?.conversation ?? null,
    read: readAfter,
    activitiesSince: async (id, position) => (await readAfter(id, position))?.activities ?? [],
    append: async (id, activity) => {
      const appended = await kept.append(id, activity);
      await changed(id, { length: appended.position });
      return appended;
    },
    saveTurn: async (id, turn) => {
      const isSaved = await kept.saveTurn(id, turn);
      await changed(id, { revision: isSaved ? turn.after.revision : turn.before.revision + 1 });
      return isSaved;
    },
    end: async (id) => {
      await kept.end(id);
      await changed(id, { length: Number.POSITIVE_INFINITY });
    },
  };
}

/** null where it does not reach to what was said last, or the conversation has ended. */
function copyOf({ conversation, activities }: NonNullable<Read>, after: number | 'ANSWERED'): ConversationCopy | null {
  const from = Math.min(after === 'ANSWERED' ? conversation.state.answeredUpTo : after, conversation.length);
  const isWhole = from + activities.length === conversation.length;
  return isWhole && !conversation.ended ? { conversation, after: from, activities } : null;
}

/** No copy is as far as one that has ended. */
function progressOf({ length, state, ended }: Conversation): Progress {
  return { length: ended ? Number.POSITIVE_INFINITY : length, revision: state.revision };
}
