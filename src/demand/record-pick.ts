import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import * as store from './inquiry.store.js';
import { allowChannel } from './record-inquiry.js';

/**
 * Keeps which of the answers that were offered a customer picked: an example for editors to accept, which changes nothing by itself. The first pick
 * stays. Throws NOT_FOUND for a question that is not in the log, or not with this answer among its choices.
 */
export async function recordPick(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  input: { readonly inquiry: number; readonly answer: string },
): Promise<void> {
  allow(ctx.actor, 'record questions');
  await ctx.db.transaction().execute(async (tx) => {
    const row = await store.lockInquiry(tx, input.inquiry);
    if (row) allowChannel(ctx.actor, row.channel_key);
    if (!row?.choices.includes(input.answer))
      throw new AppError('NOT_FOUND', 'There is no question of this number with this answer among its choices.');
    if (row.picked === null) await store.keepPick(tx, row, input.answer, ctx.clock.now());
  });
}
