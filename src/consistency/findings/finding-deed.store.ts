import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';
import type { Finding, FindingState } from '../finding.js';
import type { Waiver, WaiverEnd } from './waiver.js';

/** What somebody did with a finding; a comment leaves its state as it was. */
export interface FindingDeed {
  readonly from: FindingState;
  readonly to: FindingState;
  readonly note: string;
  readonly actor: string;
  readonly at: Date;
}

/** Holds a finding until the transaction ends. */
export async function lockFinding(tx: DatabaseTransaction, id: number): Promise<boolean> {
  const row = await tx.selectFrom('finding').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  return row !== undefined;
}

const closedStates: readonly FindingState[] = ['FIXED', 'WAIVED', 'FALSE_POSITIVE'];

/** Moves a finding on; what is closed has a day on which it was. */
export async function moveFinding(
  tx: DatabaseTransaction,
  finding: Pick<Finding, 'id' | 'state'>,
  { to, note, actor, at }: Omit<FindingDeed, 'from'>,
): Promise<void> {
  const closes = closedStates.includes(to);
  const opens = !closes && closedStates.includes(finding.state);
  await tx
    .updateTable('finding')
    .set((eb) => ({
      state: to,
      closed_at: closes ? at : null,
      ...(closes ? {} : { missed: 0 }),
      ...(opens ? { opening: eb('opening', '+', 1) } : {}),
    }))
    .where('id', '=', finding.id)
    .execute();
  await insertDeed(tx, { finding_id: finding.id, from_state: finding.state, to_state: to, note, actor, at });
}

/** Keeps a deed and gives its number. */
export async function insertDeed(tx: DatabaseTransaction, deed: NewRow<'finding_deed'>): Promise<number> {
  return (await tx.insertInto('finding_deed').values(deed).returning('id').executeTakeFirstOrThrow()).id;
}

/** Gives a finding to an account, or to nobody. */
export async function setAssignee(tx: DatabaseTransaction, finding: number, account: string | null): Promise<void> {
  await tx.updateTable('finding').set({ assignee: account }).where('id', '=', finding).execute();
}

/** What was done with findings, in order, by finding. */
export async function deedsOf(
  db: Database,
  findings: readonly number[],
): Promise<ReadonlyMap<number, readonly FindingDeed[]>> {
  if (findings.length === 0) return new Map();
  const rows = await db
    .selectFrom('finding_deed')
    .selectAll()
    .where('finding_id', 'in', [...findings])
    .orderBy('id')
    .execute();
  const deeds = new Map<number, FindingDeed[]>();
  for (const { finding_id, from_state, to_state, note, actor, at } of rows) {
    const deed = { from: from_state as FindingState, to: to_state as FindingState, note, actor, at };
    deeds.set(finding_id, [...(deeds.get(finding_id) ?? []), deed]);
  }
  return deeds;
}

/** The waivers that have not ended, by finding. */
export async function currentWaivers(db: Database, findings: readonly number[]): Promise<ReadonlyMap<number, Waiver>> {
  if (findings.length === 0) return new Map();
  const rows = await db
    .selectFrom('finding_waiver')
    .selectAll()
    .where('finding_id', 'in', [...findings])
    .where('ended_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.finding_id, waiverFrom(row)]));
}

export async function insertWaiver(tx: DatabaseTransaction, waiver: NewRow<'finding_waiver'>): Promise<void> {
  await tx.insertInto('finding_waiver').values(waiver).execute();
}

export async function approveWaiverRow(tx: DatabaseTransaction, id: number, by: string, at: Date): Promise<void> {
  await tx.updateTable('finding_waiver').set({ approved_by: by, approved_at: at }).where('id', '=', id).execute();
}

/** Ends the waiver of a finding, if there is one. */
export async function endWaiver(tx: DatabaseTransaction, finding: number, why: WaiverEnd, at: Date): Promise<void> {
  await tx
    .updateTable('finding_waiver')
    .set({ ended_at: at, end_reason: why })
    .where('finding_id', '=', finding)
    .where('ended_at', 'is', null)
    .execute();
}

/** The waivers that have not ended, with what their findings say now: for a sweep, which ends those that hold no more. */
export async function waiversToJudge(tx: DatabaseTransaction): Promise<readonly WaiverToJudge[]> {
  const { rows } = await sql<WaiverToJudge>`
    select finding.id as finding, finding.state, waiver.until, waiver.quotes_hash as "quotesHash",
      finding.canonical_quote as canonical, finding.observed_quote as observed
    from finding_waiver as waiver join finding on finding.id = waiver.finding_id
    where waiver.ended_at is null
    order by finding.id for update of finding`.execute(tx);
  return rows;
}

/** A waiver as a sweep finds it. */
export interface WaiverToJudge {
  readonly finding: number;
  readonly state: FindingState;
  readonly until: Date;
  readonly quotesHash: string;
  readonly canonical: string | null;
  readonly observed: string | null;
}

function waiverFrom(row: Row<'finding_waiver'>): Waiver {
  return {
    id: row.id,
    reason: row.reason,
    until: row.until,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
  };
}
