import { sql } from 'kysely';
import type { ChannelMode } from '../../channels/index.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { openFindingStates } from '../finding.js';
import type { JudgedPair, Opinion, OpinionLabel } from './judge.js';

/** Words on which the checker is not sure, by the number of their cell or finding. */
export interface UncertainCell extends JudgedPair {
  readonly id: number;
}

const readAtOnce = 200;

/** Its words differ from the answer without an alert. */
const isUncertain = sql`observation.verdict <> 'same' and observation.canonical is not null
  and observation.text <> '' and not observation.differences @> '[{"tier": "alert"}]'`;

/**
 * The uncertain cells of a sweep, some at a time: first those of channels that have texts of their own, for the others are given
 * the answer's.
 */
export async function* uncertainCells(db: Database, sweep: number): AsyncGenerator<readonly UncertainCell[]> {
  for (const mode of ['OBSERVED', 'GOVERNED'] satisfies readonly ChannelMode[])
    yield* pages(async (after) => {
      const { rows } = await sql<UncertainCell>`
        select observation.id, probe.question, observation.canonical, observation.text as observed
        from observation
        join probe on probe.id = observation.probe_id
        join channel on channel.key = observation.channel_key
        where observation.sweep_id = ${sweep} and channel.mode = ${mode} and observation.id > ${after} and ${isUncertain}
        order by observation.id limit ${readAtOnce}`.execute(db);
      return rows;
    });
}

/** The open findings of a kind whose cells a sweep has read again and that are uncertain, some at a time, each with the words that were read. */
export function uncertainFindings(
  tx: DatabaseTransaction,
  kind: string,
  sweep: number,
): AsyncGenerator<readonly UncertainCell[]> {
  return pages(async (after) => {
    const { rows } = await sql<UncertainCell>`
      select finding.id, probe.question, observation.canonical, observation.text as observed
      from finding
      join probe on probe.id = finding.probe_id
      join observation on observation.sweep_id = ${sweep} and observation.probe_id = finding.probe_id
        and observation.channel_key = finding.channel_key
      where finding.kind = ${kind} and finding.state = any(${[...openFindingStates]}::text[])
        and finding.last_sweep_id < ${sweep} and finding.id > ${after} and ${isUncertain}
      order by finding.id limit ${readAtOnce}`.execute(tx);
    return rows;
  });
}

async function* pages<T extends { readonly id: number }>(
  read: (after: number) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  for (let after = 0; ; ) {
    const rows = await read(after);
    if (rows.length > 0) yield rows;
    if (rows.length < readAtOnce) return;
    after = rows.at(-1)?.id ?? after;
  }
}

/** The opinions that are kept, by the key of their cell; null for a reply that was none. */
export async function opinionsOf(
  db: Database | DatabaseTransaction,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Opinion | null>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('judge_opinion')
    .selectAll()
    .where('cell_key', 'in', [...keys])
    .execute();
  return new Map(
    rows.map(({ cell_key: key, label, canonical_quote: canonicalQuote, observed_quote: observedQuote }) => [
      key,
      label === null ? null : { label: label as OpinionLabel, canonicalQuote, observedQuote },
    ]),
  );
}

/** How many opinions a sweep has asked for. */
export async function opinionsAskedBy(db: Database, sweep: number): Promise<number> {
  const { count } = await db
    .selectFrom('judge_opinion')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('sweep_id', '=', sweep)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Keeps an opinion; one that another worker has kept stays. */
export async function insertOpinion(
  db: Database,
  opinion: {
    readonly key: string;
    readonly judge: string;
    readonly sweep: number;
    readonly opinion: Opinion | null;
    readonly at: Date;
  },
): Promise<void> {
  await db
    .insertInto('judge_opinion')
    .values({
      cell_key: opinion.key,
      judge: opinion.judge,
      sweep_id: opinion.sweep,
      label: opinion.opinion?.label ?? null,
      canonical_quote: opinion.opinion?.canonicalQuote ?? '',
      observed_quote: opinion.opinion?.observedQuote ?? '',
      at: opinion.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
