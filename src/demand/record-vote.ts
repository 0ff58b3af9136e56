import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { requireText } from '../platform/text.js';
import { deliveryIn, shownOnPage } from '../receipts/index.js';
import { allowChannel } from './record-inquiry.js';
import type { RecordedVote } from './vote.js';
import * as store from './vote.store.js';

/** A vote as a channel reports it: it names the receipt under which an answer was told, never the answer. */
interface VoteInput {
  /** Null for a page, which is shown in no conversation. */
  readonly conversation: string | null;
  readonly receipt: string;
  readonly helpful: boolean;
}

const longestReference = 200;

/**
 * Keeps whether an answer helped. What it is a vote on is read from the record of what was told in the conversation, or of a page from the book of
 * receipts, so that nobody can vote on a version that was not shown; null where that receipt was not told there.
 */
export async function recordVote(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  { conversation, receipt, helpful }: VoteInput,
): Promise<RecordedVote | null> {
  allow(ctx.actor, 'record questions');
  const limits = { max: longestReference };
  const code = requireText('receipt', receipt, limits);
  const id = conversation === null ? null : requireText('conversation', conversation, limits);
  return ctx.db.transaction().execute(async (tx) => {
    const told = id === null ? await shownOnPage(tx, code) : await deliveryIn(tx, id, code);
    if (!told) return null;
    allowChannel(ctx.actor, told.channel);
    const { answer, version, locale, channel } = told;
    await store.putVote(tx, {
      conversation_id: id,
      receipt_code: code,
      answer_key: answer,
      version,
      locale,
      channel_key: channel,
      helpful,
      at: ctx.clock.now(),
    });
    return { answer, version };
  });
}
