import { type RawBuilder, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { Probe } from '../cell.js';
import { probeFrom } from '../probe.store.js';
import { wholeSweeps } from '../sweep.store.js';
import type { CellAskedOtherwise, Way, WayOutcome } from './asked-otherwise.js';

/** A cell to put in other words. */
export interface CellName {
  readonly probe: number;
  readonly channel: string;
}

/** How many whole sweeps were done before a sweep was started. */
export async function sweepsDoneBefore(db: Database, sweep: number): Promise<number> {
  const { count } = await wholeSweeps(db)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'DONE')
    .where('id', '<', sweep)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The cells of a sweep, on these channels and questions, that were read and have not been asked otherwise. */
export async function cellsToAskOtherwise(
  db: Database,
  sweep: number,
  { channels, probes }: { readonly channels: readonly string[]; readonly probes: readonly number[] },
): Promise<readonly CellName[]> {
  const { rows } = await sql<CellName>`
    select probe_id as probe, channel_key as channel from observation
    where sweep_id = ${sweep} and channel_key = any(${[...channels]}::text[]) and probe_id = any(${[...probes]}::int[])
      and state not in ('ERROR', 'NOT_APPLICABLE', 'STALE_PROBE')
      and not exists (
        select from asked_otherwise as asked where asked.sweep_id = observation.sweep_id and asked.probe_id = observation.probe_id
          and asked.channel_key = observation.channel_key
      )
    order by probe_id, channel_key`.execute(db);
  return rows;
}

/** A cell that was put in other words, and what the bot answered by. */
export interface AskedCell extends CellName {
  readonly ways: readonly Way[];
  readonly madeOf: string;
  readonly at: Date;
}

/** Takes over what the bots did when they were last asked, where they could be asked in every way, answer by the same as then, and after `since`. */
export async function carryWays(
  tx: DatabaseTransaction,
  sweep: number,
  cells: readonly (CellName & { readonly madeOf: string })[],
  since: Date,
): Promise<void> {
  await sql`
    insert into asked_otherwise (sweep_id, probe_id, channel_key, position, words, outcome, answer_key, made_of, at)
    select ${sweep}, last.probe_id, last.channel_key, last.position, last.words, last.outcome, last.answer_key, last.made_of, last.at
    from unnest(${cells.map(({ probe }) => probe)}::int[], ${cells.map(({ channel }) => channel)}::text[],
      ${cells.map(({ madeOf }) => madeOf)}::text[]) as wanted (probe, channel, made_of)
    cross join lateral (
      select *, bool_or(outcome = 'FAILED') over () as fails from asked_otherwise where probe_id = wanted.probe and channel_key = wanted.channel
        and sweep_id = (
          select max(sweep_id) from asked_otherwise where probe_id = wanted.probe and channel_key = wanted.channel and sweep_id < ${sweep}
        )
    ) as last
    where last.made_of = wanted.made_of and last.at > ${since} and not last.fails
    on conflict do nothing`.execute(tx);
}

/** Keeps what a bot did with each way of asking; a way that another worker has kept stays. */
export async function insertWays(tx: DatabaseTransaction, sweep: number, cells: readonly AskedCell[]): Promise<void> {
  const rows = cells.flatMap(({ probe, channel, ways, madeOf, at }) =>
    ways.map(({ words, outcome, answer }, position) => ({
      sweep_id: sweep,
      probe_id: probe,
      channel_key: channel,
      position,
      words,
      outcome,
      answer_key: answer,
      made_of: madeOf,
      at,
    })),
  );
  if (rows.length === 0) return;
  await tx
    .insertInto('asked_otherwise')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

type AskedRow = Omit<Probe, 'id'> & {
  readonly probe: number;
  readonly channel: string;
  readonly answersCanonical: boolean;
  readonly words: string;
  readonly outcome: WayOutcome;
  readonly answer: string | null;
};

/** What a sweep has asked otherwise, by question and channel. */
export function askedOtherwiseIn(db: Database, sweep: number): Promise<readonly CellAskedOtherwise[]> {
  return askedWhere(db, sql`asked.sweep_id = ${sweep}`);
}

/** The same without the cells that a later sweep has asked: what an older one saw of them is stale. */
export function lastAskedOtherwiseIn(tx: DatabaseTransaction, sweep: number): Promise<readonly CellAskedOtherwise[]> {
  return askedWhere(
    tx,
    sql`asked.sweep_id = ${sweep} and not exists (
      select from asked_otherwise as later
      where later.probe_id = asked.probe_id and later.channel_key = asked.channel_key and later.sweep_id > ${sweep}
    )`,
  );
}

async function askedWhere(
  db: Database | DatabaseTransaction,
  wanted: RawBuilder<unknown>,
): Promise<readonly CellAskedOtherwise[]> {
  const { rows } = await sql<AskedRow>`
    select asked.probe_id as probe, asked.channel_key as channel, asked.words, asked.outcome, asked.answer_key as answer,
      probe.key, probe.question, probe.locale, probe.audience, probe.scope, probe.expects,
      coalesce(observation.answer_key = probe.expects, false) as "answersCanonical"
    from asked_otherwise as asked
    join probe on probe.id = asked.probe_id
    join observation on observation.sweep_id = asked.sweep_id and observation.probe_id = asked.probe_id
      and observation.channel_key = asked.channel_key
    where ${wanted}
    order by probe.key, asked.channel_key, asked.position`.execute(db);
  return cellsFrom(rows);
}

function cellsFrom(rows: readonly AskedRow[]): readonly CellAskedOtherwise[] {
  return [...Map.groupBy(rows, ({ probe, channel }) => `${probe} ${channel}`).values()].flatMap((ways) => {
    const [first] = ways;
    if (!first) return [];
    const { channel, answersCanonical } = first;
    const probe = probeFrom({ ...first, id: first.probe });
    return [
      {
        probe,
        channel,
        answersCanonical,
        ways: ways.map(({ words, outcome, answer }) => ({ words, outcome, answer })),
      },
    ];
  });
}
