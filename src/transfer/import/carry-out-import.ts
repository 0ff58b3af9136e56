import { allow } from '../../access/index.js';
import {
  adoptAnswers,
  type GateContext,
  lockAnswers,
  type StandingKnowledge,
  standingOf,
  switched,
  switchThroughGate,
  unchanged,
} from '../../knowledge/index.js';
import { record } from '../../platform/audit/index.js';
import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import type { ImportPlan, ImportReport, PlannedRow } from './import-plan.js';
import * as store from './import-plan.store.js';
import { basisOf, type ImportContext } from './plan-import.js';
import { planFrom } from './read-plan.js';

/** What became of a plan: all of it, or nothing. */
export type CarriedOut =
  | { readonly outcome: 'carried-out'; readonly plan: ImportPlan }
  | { readonly outcome: 'refused'; readonly reason: string; readonly plan: ImportPlan };

/** Which plan, and how. */
export interface CarryOutInput {
  readonly plan: number;
  /** Whether the drafts are handed to a second person at once. */
  readonly requestReview: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Does exactly what a plan showed: its rows become drafts, and their phrasings count at once. Refused while the plan has problems and when the
 * answers that it is about have changed since, or when the gate objects to its phrasings. A plan that was carried out before is only told again.
 */
export async function carryOutImport(
  ctx: Omit<ImportContext, 'markdownProblems'> & GateContext,
  input: CarryOutInput,
): Promise<CarriedOut> {
  allow(ctx.actor, 'write drafts');
  // Under the lock of publishing from the start: phrasings are part of what is published.
  const outcome = await switchThroughGate<CarriedOut>(
    ctx,
    'phrasing.added',
    `import/${input.plan}`,
    async (switching) => {
      const { tx, moment, sequence } = switching;
      const row = await store.lockPlan(tx, input.plan);
      if (!row || row.planned_by !== ctx.actor.name)
        throw new AppError('NOT_FOUND', `You have made no import plan ${input.plan}.`);
      if (row.carried_out_at) return unchanged<CarriedOut>({ outcome: 'carried-out', plan: planFrom(row) });
      const rows = row.rows as readonly PlannedRow[];
      await lockAnswers(tx, ['', ...rows.filter(({ isNew }) => !isNew).map(({ key }) => key)]);
      const standing = await standingOf(
        tx,
        keysOf(row),
        rows.map(({ topic }) => topic),
        moment,
      );
      const reason = reasonAgainst(row, standing);
      if (reason !== null) return unchanged<CarriedOut>({ outcome: 'refused', reason, plan: planFrom(row) });
      const { told, phrasings } = await adoptAnswers(ctx, switching, {
        rows,
        standing,
        changeNote: 'Imported.',
        requestReview: input.requestReview,
        onProgress: (done) => input.onProgress?.(done, rows.length),
      });
      const [first] = told;
      const ended = await store.endPlan(tx, row.id, { at: moment, sequence: first === undefined ? null : sequence });
      const result = { outcome: 'carried-out', plan: planFrom(ended) } as const;
      await record(tx, {
        actor: ctx.actor,
        at: moment,
        action: 'import.carried-out',
        subject: `import/${row.id}`,
        details: { hash: row.hash, rows: rows.length, phrasings, requestReview: input.requestReview },
      });
      if (first === undefined) return unchanged<CarriedOut>(result);
      return switched<CarriedOut>(result, {
        about: `answer/${first}`,
        details: { added: phrasings },
      });
    },
  );
  if (outcome.outcome !== 'blocked') return outcome;
  const row = await store.planById(ctx.db, input.plan);
  if (!row) throw new Error('a plan that was just locked is gone');
  return { outcome: 'refused', reason: outcome.obstacles.join(' '), plan: planFrom(row) };
}

function reasonAgainst(row: Row<'import_plan'>, standing: StandingKnowledge): string | null {
  const { problemCount } = row.report as unknown as ImportReport;
  if (problemCount > 0)
    return `The plan has ${problemCount} ${problemCount === 1 ? 'problem' : 'problems'}: mend the files and plan the import anew.`;
  return basisOf(standing, keysOf(row)) === row.basis
    ? null
    : 'The answers that the plan is about have changed since it was made: plan the import anew.';
}

function keysOf({ rows }: Pick<Row<'import_plan'>, 'rows'>): readonly string[] {
  return [...new Set((rows as readonly PlannedRow[]).map(({ key }) => key))].sort();
}
