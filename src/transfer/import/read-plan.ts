import { type Actor, allow } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import type { ImportPlan, ImportReport } from './import-plan.js';
import { type PlanRow, planById } from './import-plan.store.js';
import type { ImportFormat } from './imported-answer.js';

/** A plan that the actor made; null for any other, also for an administrator: carrying it out makes its maker an author. */
export async function importPlan(
  ctx: { readonly db: Database; readonly actor: Actor },
  id: number,
): Promise<ImportPlan | null> {
  allow(ctx.actor, 'write drafts');
  const row = await planById(ctx.db, id);
  return row && row.planned_by === ctx.actor.name ? planFrom(row) : null;
}

/** The plan in a row. */
export function planFrom(row: PlanRow): ImportPlan {
  return {
    id: row.id,
    format: row.format as ImportFormat,
    hash: row.hash,
    report: row.report as unknown as ImportReport,
    plannedBy: row.planned_by,
    plannedAt: row.planned_at,
    carriedOutAt: row.carried_out_at,
    snapshotSequence: row.snapshot_sequence,
  };
}
