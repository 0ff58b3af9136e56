import { handoffInitiate, handoffStateIn, handoffStatus } from '../../conversation/handoff-status.js';
import type { Hold } from './reply-ledger.js';
import type { ReplyQueueContext } from './reply-queue.js';

/**
 * Where the words that are given up called a person, keeps the news that nobody comes, so that the customer is told and can ask again: else they
 * would wait for good. Whoever gives the same words up again keeps it once.
 */
export async function tellOfLostCall(
  { conversations, replies }: Pick<ReplyQueueContext, 'conversations' | 'replies'>,
  { id, reference }: Hold,
  position: number,
): Promise<void> {
  // Before the look at what was said: what decides asks PostgreSQL, and no copy is older than what `load` has seen.
  const conversation = await conversations.load(id);
  if (!conversation || conversation.ended) return;
  const [lost, ...after] = await conversations.activitiesSince(id, position - 1);
  if (lost?.activity.name !== handoffInitiate) return;
  // A call of which nobody knows whether it arrived did, when there is news of it.
  if (after.some(({ activity }) => handoffStateIn(activity) !== null)) return;
  await conversations.append(id, {
    type: 'event',
    id: `${handoffInitiate}|${position}`,
    name: handoffStatus,
    value: { state: 'failed' },
    from: { id: 'univocal', role: 'desk' },
  });
  await replies.ask(id, reference, { since: null, pauseMs: 0, keepsReference: true });
}
