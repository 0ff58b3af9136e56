import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { NewRow } from '../../platform/database/tables.js';
import { signatureKey } from '../cell.js';
import type { Difference } from '../comparison.js';
import { openFindingStates } from '../finding.js';

/** What a finding's channel said when it was last seen, and the difference that it is. */
export interface SeenWords {
  readonly finding: number;
  readonly sweep: number;
  readonly question: string;
  readonly locale: string;
  readonly expects: string;
  readonly canonical: string;
  readonly observed: string;
  readonly state: string;
  readonly difference: Difference | null;
}

type SeenRow = Omit<SeenWords, 'difference'> & {
  readonly signature: string;
  readonly differences: readonly Difference[];
};

const seen = sql`
  select finding.id as finding, finding.last_sweep_id as sweep, finding.signature, probe.question, probe.locale, probe.expects,
    observation.canonical, observation.text as observed, observation.state, observation.differences
  from finding
  join probe on probe.id = finding.probe_id
  join observation on observation.sweep_id = finding.last_sweep_id and observation.probe_id = finding.probe_id
    and observation.channel_key = finding.channel_key and observation.canonical is not null`;

/** That of one finding; undefined when the sweep that saw it has kept no words. */
export async function seenWords(tx: DatabaseTransaction, finding: number): Promise<SeenWords | undefined> {
  const { rows } = await sql<SeenRow>`${seen} where finding.id = ${finding}`.execute(tx);
  return rows[0] && wordsFrom(rows[0]);
}

/** That of every open finding of a kind, by number. */
export async function openFindingsOfKind(db: Database, kind: string): Promise<readonly SeenWords[]> {
  const { rows } = await sql<SeenRow>`
    ${seen} where finding.kind = ${kind} and finding.state = any(${[...openFindingStates]}::text[])
    order by finding.id`.execute(db);
  return rows.map(wordsFrom);
}

/** Keeps what a person has decided, in place of what was decided before of that finding. */
export async function writeFindingLabel(tx: DatabaseTransaction, row: NewRow<'finding_label'>): Promise<void> {
  const { finding_id: _, ...others } = row;
  await tx
    .insertInto('finding_label')
    .values(row)
    .onConflict((conflict) => conflict.column('finding_id').doUpdateSet(others))
    .execute();
}

/** Takes back what was decided of a finding. */
export async function withdrawFindingLabel(tx: DatabaseTransaction, finding: number): Promise<void> {
  await tx.deleteFrom('finding_label').where('finding_id', '=', finding).execute();
}

function wordsFrom({ signature, differences, ...words }: SeenRow): SeenWords {
  return { ...words, difference: differences.find((one) => signatureKey(one.signature) === signature) ?? null };
}
