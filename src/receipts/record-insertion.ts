import { createHmac } from 'node:crypto';
import { type Actor, allow } from '../access/index.js';
import { record } from '../platform/audit/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import { recordDeliveries } from './delivery.store.js';
import { findReceipt, type FoundReceipt } from './find-receipt.js';

/** What became of it. */
export type Insertion =
  | { readonly outcome: 'recorded'; readonly code: string; readonly at: Date }
  | Exclude<FoundReceipt, { readonly outcome: 'found' }>;

/** What recording needs to know. */
interface InsertionContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly caseKey: Uint8Array;
}

/** Keeps that an agent told the words of a receipt in a case: what the customer was told is then known on every channel. */
export async function recordInsertion(
  ctx: InsertionContext,
  input: { readonly code: string; readonly caseReference: string },
): Promise<Insertion> {
  allow(ctx.actor, 'record insertions');
  // A key that leaked from the chat must not be able to invent what agents said.
  if (ctx.actor.role === 'CHANNEL' && ctx.actor.channel !== 'agents')
    throw new AppError('FORBIDDEN', 'Only the agents’ desk may record what agents inserted.');
  const reference = requireText('case', input.caseReference, { max: 200 });
  const found = await findReceipt(ctx, input.code);
  if (found.outcome !== 'found') return found;
  const { answer, version, locale, channel, contentHash, factValueIds, code } = found.receipt;
  const caseHash = createHmac('sha256', ctx.caseKey).update(reference.normalize('NFKC').toLowerCase()).digest('hex');
  const at = ctx.clock.now();
  await ctx.db.transaction().execute(async (tx) => {
    const told = { receiptCode: code, answer, version, locale, contentHash, factValueIds, channel, at };
    await recordDeliveries(tx, [{ ...told, to: { kind: 'CASE', caseHash } }]);
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'answer.inserted',
      subject: `answer/${answer}`,
      details: { receipt: code, version },
    });
  });
  return { outcome: 'recorded', code, at };
}
