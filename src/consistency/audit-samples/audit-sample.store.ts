import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import type { CellState } from '../cell.js';
import type { VerdictLabel } from '../comparison.js';
import type { Observation } from '../observation.js';
import { type AuditedPair, disagreeingLabels, type SampleCount } from './audit-sample.js';

/** Of two who draw for a month at once the second waits, and finds what the first has drawn. */
export async function lockSamples(tx: DatabaseTransaction): Promise<void> {
  await sql`lock table audit_sample in share row exclusive mode`.execute(tx);
}

/** The pairs of a month, in the order in which they were drawn. */
export async function pairsOfMonth(db: Database, month: string): Promise<readonly AuditedPair[]> {
  const rows = await db.selectFrom('audit_sample').selectAll().where('month', '=', month).orderBy('position').execute();
  return rows.map(pairFrom);
}

/** Keeps what was drawn; `after` is how many the month has already. */
export async function insertPairs(
  tx: DatabaseTransaction,
  cells: readonly Observation[],
  drawn: {
    readonly month: string;
    readonly sweep: number;
    readonly after: number;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  const rows = cells.map(({ probe, channel, canonical, text, state }, i) => ({
    month: drawn.month,
    position: drawn.after + i + 1,
    sweep_id: drawn.sweep,
    probe_id: probe.id,
    channel_key: channel,
    question: probe.question,
    locale: probe.locale,
    canonical: canonical ?? '',
    observed: text,
    state,
    drawn_by: drawn.by,
    drawn_at: drawn.at,
  }));
  await tx.insertInto('audit_sample').values(rows).execute();
}

/** The pair of that number, held until the transaction ends. */
export async function lockPair(tx: DatabaseTransaction, id: number): Promise<AuditedPair | null> {
  const row = await tx.selectFrom('audit_sample').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row ? pairFrom(row) : null;
}

export async function writeLabel(
  tx: DatabaseTransaction,
  id: number,
  {
    label,
    note,
    by,
    at,
  }: { readonly label: VerdictLabel; readonly note: string; readonly by: string; readonly at: Date },
): Promise<AuditedPair> {
  const row = await tx
    .updateTable('audit_sample')
    .set({ label, note, labelled_by: by, labelled_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return pairFrom(row);
}

/** The newest month up to one of which somebody has labelled a pair; null when there is none. */
export async function latestLabelledSample(db: Database, month: string): Promise<SampleCount | null> {
  const row = await db
    .selectFrom('audit_sample')
    .select((eb) => [
      'month',
      eb.fn.countAll<number>().as('drawn'),
      eb.fn.count<number>('label').as('labelled'),
      eb.fn
        .countAll<number>()
        .filterWhere('label', 'in', [...disagreeingLabels])
        .as('disagreeing'),
    ])
    .where('month', '<=', month)
    .groupBy('month')
    .having((eb) => eb(eb.fn.count('label'), '>', 0))
    .orderBy('month', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

function pairFrom(row: Row<'audit_sample'>): AuditedPair {
  return {
    id: row.id,
    month: row.month,
    sweep: row.sweep_id,
    channel: row.channel_key,
    question: row.question,
    locale: row.locale,
    canonical: row.canonical,
    observed: row.observed,
    state: row.state as CellState,
    label: row.label as VerdictLabel | null,
    note: row.note,
    labelledBy: row.labelled_by,
    labelledAt: row.labelled_at,
  };
}
