import { type Actor, allow } from '../../access/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { doneSweeps } from '../history/done-sweep.store.js';
import { observationsOf } from '../observation.store.js';
import { type AuditedPair, drawingOrder } from './audit-sample.js';
import { insertPairs, lockSamples, pairsOfMonth } from './audit-sample.store.js';

/** Who draws or labels. */
export interface AuditContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
}

const largestSample = 500;

/**
 * Draws pairs that the checker called agreeing from the last whole sweep that ended in a month (UTC), for a person to look at. There is one sample a
 * month: drawn again it is the same one, and a larger size adds to it, from the same sweep. Throws NOT_FOUND where no sweep ended in the month.
 */
export async function drawAuditSample(
  { db, clock, actor }: AuditContext,
  { month, size }: { readonly month: string; readonly size: number },
): Promise<readonly AuditedPair[]> {
  allow(actor, 'label samples');
  requireMonth(month);
  if (size < 1 || size > largestSample) throw new AppError('BAD_INPUT', `size must be from 1 to ${largestSample}.`);
  return db.transaction().execute(async (tx) => {
    await lockSamples(tx);
    const known = await pairsOfMonth(tx, month);
    const sweep = known[0]?.sweep ?? (await lastSweepIn(tx, month));
    const cells = drawingOrder(await observationsOf(tx, sweep), { sweep, month }).slice(known.length, size);
    if (cells.length === 0) return known;
    const at = clock.now();
    await insertPairs(tx, cells, { month, sweep, after: known.length, by: actor.name, at });
    const pairs = await pairsOfMonth(tx, month);
    const details = { sweep, drawn: cells.length, size: pairs.length };
    await record(tx, { actor, at, action: 'audit-sample.drawn', subject: `audit-sample/${month}`, details });
    return pairs;
  });
}

/** The pairs that were drawn for a month, in their order; none while it was not drawn. */
export async function auditSample({ db }: { readonly db: Database }, month: string): Promise<readonly AuditedPair[]> {
  requireMonth(month);
  return pairsOfMonth(db, month);
}

function requireMonth(month: string): void {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new AppError('BAD_INPUT', 'month must be such as 2026-11.');
}

async function lastSweepIn(tx: DatabaseTransaction, month: string): Promise<number> {
  const since = new Date(`${month}-01T00:00:00Z`);
  const until = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth() + 1, 1));
  const [sweep] = await doneSweeps(tx, { since, until, last: 1 });
  if (!sweep) throw new AppError('NOT_FOUND', `No sweep over all questions ended in ${month}.`);
  return sweep.id;
}
