import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { JudgedPair, Opinion, OpinionLabel } from './judge.js';

/** A cell on which the checker is not sure. */
export interface UncertainCell extends JudgedPair {
  readonly id: number;
}

/**
 * The cells of a sweep whose words differ from the answer without an alert: first those of channels that have texts of their
 * own, for the others are given the answer's.
 */
export async function uncertainCells(db: Database, sweep: number): Promise<readonly UncertainCell[]> {
  const { rows } = await sql<UncertainCell>`
    select observation.id, probe.question, observation.canonical, observation.text as observed
    from observation
    join probe on probe.id = observation.probe_id
    join channel on channel.key = observation.channel_key
    where observation.sweep_id = ${sweep} and observation.verdict <> 'same' and observation.canonical is not null
      and observation.text <> '' and not observation.differences @> '[{"tier": "alert"}]'
    order by channel.mode desc, observation.id`.execute(db);
  return rows;
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
