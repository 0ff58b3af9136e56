import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { tellingAt } from './alert-time.js';
import * as store from './alert.store.js';
import { insertMessage, lostMessages } from './message.store.js';
import { markTold, type Told, untoldFindings, untoldFixes } from './told.store.js';

/** What deciding what is told needs to know of the world. */
export interface PlanContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly timeZone: string;
  /** Puts a message into the queue, in the transaction that marks its findings as told: neither is there without the other. */
  readonly enqueue: (tx: DatabaseTransaction, messageId: number) => Promise<void>;
}

const lostAfterMs = 6 * 3_600_000;

/**
 * Makes one message for each alert that has something to tell now. What is told is found in the findings themselves, not in events, so it does not
 * matter how often this is run, by how many workers, or how long none was there.
 */
export async function planAlertMessages(ctx: PlanContext): Promise<void> {
  for (const id of await store.alertIds(ctx.db)) await ctx.db.transaction().execute((tx) => planAlert(ctx, tx, id));
}

async function planAlert(ctx: PlanContext, tx: DatabaseTransaction, id: number): Promise<void> {
  const alert = await store.lockAlert(tx, id);
  if (!alert) return;
  const at = ctx.clock.now();
  for (const lost of await lostMessages(tx, id, { before: new Date(at.getTime() - lostAfterMs), at }))
    await ctx.enqueue(tx, lost);
  const { tells, day } = tellingAt(alert, at, ctx.timeZone);
  if (tells === 'NOTHING') return;
  if (day !== null) await store.updateAlert(tx, id, { digested_for: day });
  const told = await toTell(tx, alert, tells);
  if (told.length === 0) return;
  const message = await insertMessage(tx, id, at);
  await markTold(tx, { alert: id, message }, told);
  await ctx.enqueue(tx, message);
}

/** At once, what was given up goes with the next that is new: an address that is never reached is not tried without end. */
async function toTell(
  tx: DatabaseTransaction,
  alert: store.StoredAlert,
  tells: 'URGENT' | 'ALL',
): Promise<readonly Told[]> {
  const least = leastTold(alert, tells);
  const opened = await untoldFindings(tx, alert, least);
  if (alert.schedule === 'AT_ONCE' && opened.every(({ isAgain }) => isAgain)) return [];
  const fixed = alert.schedule === 'DAILY' ? await untoldFixes(tx, alert.id) : [];
  return [
    ...opened.map(({ id, opening }) => ({ id, opening, what: 'OPENED' }) as const),
    ...fixed.map(({ id, opening }) => ({ id, opening, what: 'FIXED' }) as const),
  ];
}

/** SEV1 is the worst and the first in the alphabet. */
function leastTold({ leastSeverity, urgentInQuietHours }: store.StoredAlert, tells: 'URGENT' | 'ALL') {
  if (tells === 'ALL' || urgentInQuietHours === null) return leastSeverity;
  return urgentInQuietHours < leastSeverity ? urgentInQuietHours : leastSeverity;
}
