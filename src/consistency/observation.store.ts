import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { CellState, Judgement } from './cell.js';
import type { Difference, Tier, VerdictLabel } from './comparison.js';
import type { Observation } from './observation.js';
import type { RatedCell } from './rates.js';
import { probeFrom } from './probe.store.js';
import type { Evidence, Said } from './probes/channel-probe.js';

/** A cell that was asked. */
export interface SeenCell {
  readonly probe: number;
  readonly channel: string;
  readonly said: Said;
  readonly judgement: Judgement;
  /** What its words were made of; null where that is not known, and it must be asked each time. */
  readonly cellKey: string | null;
  readonly at: Date;
}

/** Stores cells with their evidence, the same evidence once; gives how many another worker had not stored before. */
export async function insertObservations(
  tx: DatabaseTransaction,
  sweep: number,
  cells: readonly SeenCell[],
): Promise<number> {
  const evidence = new Map(cells.map(({ said }) => [said.evidence, said.evidence && hashOf(said.evidence)]));
  await insertEvidence(tx, evidence, cells[0]?.at ?? new Date(0));
  const rows = cells.map(({ probe, channel, said, judgement, cellKey, at }) => ({
    sweep_id: sweep,
    probe_id: probe,
    channel_key: channel,
    state: judgement.state,
    text: judgement.text,
    locale: said.locale,
    address: said.address,
    evidence_hash: evidence.get(said.evidence) ?? null,
    answer_key: said.answerKey,
    version_number: said.version,
    receipt_code: said.receiptCode,
    failure: judgement.failure,
    verdict: judgement.verdict,
    tier: judgement.tier,
    canonical: judgement.canonical,
    canonical_version: judgement.canonicalVersion,
    differences: JSON.stringify(judgement.differences),
    omits: [...judgement.omits],
    cell_key: cellKey,
    at,
  }));
  if (rows.length === 0) return 0;
  const stored = await tx
    .insertInto('observation')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['sweep_id', 'probe_id', 'channel_key']).doNothing())
    .returning('id')
    .execute();
  return stored.length;
}

/** Stores what was seen, the same once, and gives its hash. */
export async function keepEvidence(tx: DatabaseTransaction, evidence: Evidence, moment: Date): Promise<string> {
  const hash = hashOf(evidence);
  await insertEvidence(tx, new Map([[evidence, hash]]), moment);
  return hash;
}

function hashOf({ content }: Evidence): string {
  return createHash('sha256').update(content).digest('hex');
}

/** In the order of the hashes, so that two transactions with the same evidence wait for each other and not crosswise. */
async function insertEvidence(
  tx: DatabaseTransaction,
  evidence: ReadonlyMap<Evidence | null, string | null>,
  moment: Date,
): Promise<void> {
  const rows = new Map(
    [...evidence].flatMap(([one, hash]) =>
      one === null || hash === null
        ? []
        : [[hash, { hash, media_type: one.mediaType.slice(0, 200), content: one.content, recorded_at: moment }]],
    ),
  );
  if (rows.size === 0) return;
  await tx
    .insertInto('evidence')
    .values([...rows.keys()].sort().flatMap((hash) => rows.get(hash) ?? []))
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
}

/** A cell with what its words would be made of now. */
export interface KeyedCell {
  readonly probe: number;
  readonly channel: string;
  readonly cellKey: string;
}

/** Takes over into a sweep the cells whose last observation was made of the same, and after `since`; gives those. */
export async function carryObservations(
  tx: DatabaseTransaction,
  sweep: number,
  cells: readonly KeyedCell[],
  since: Date,
): Promise<readonly { readonly probe: number; readonly channel: string }[]> {
  const { rows } = await sql<{ probe: number; channel: string }>`
    insert into observation (sweep_id, probe_id, channel_key, state, text, locale, address, evidence_hash, answer_key, version_number, receipt_code,
      failure, verdict, tier, canonical, canonical_version, differences, omits, cell_key, at)
    select ${sweep}, probe_id, channel_key, state, text, locale, address, evidence_hash, answer_key, version_number, receipt_code,
      failure, verdict, tier, canonical, canonical_version, differences, omits, cell_key, at
    from unnest(${cells.map(({ probe }) => probe)}::int[], ${cells.map(({ channel }) => channel)}::text[],
      ${cells.map(({ cellKey }) => cellKey)}::text[]) as wanted (probe, channel, made_of)
    cross join lateral (
      select * from observation where probe_id = wanted.probe and channel_key = wanted.channel order by sweep_id desc limit 1
    ) as last
    where last.cell_key = wanted.made_of and last.at > ${since} and last.sweep_id <> ${sweep}
    on conflict do nothing
    returning probe_id as probe, channel_key as channel`.execute(tx);
  return rows;
}

/** The cells of a sweep that are done. */
export function cellsDone(
  db: Database,
  sweep: number,
): Promise<{ readonly probe: number; readonly channel: string }[]> {
  return db
    .selectFrom('observation')
    .select(['probe_id as probe', 'channel_key as channel'])
    .where('sweep_id', '=', sweep)
    .execute();
}

const flaggedAtOnce = 500;

/**
 * The cells of a sweep in which there is something to find and that no later sweep has seen anew, some hundred at a time, so that no sweep is ever
 * held whole.
 */
export async function* flaggedObservations(
  tx: DatabaseTransaction,
  sweep: number,
): AsyncGenerator<readonly Observation[]> {
  for (let after = 0; ; ) {
    const rows = await observations(tx as Database)
      .clearOrderBy()
      .where('observation.sweep_id', '=', sweep)
      .where('observation.id', '>', after)
      .where(sql<boolean>`(observation.differences <> '[]' or observation.omits <> '{}')`)
      .where(
        sql<boolean>`not exists (select from observation as later where later.probe_id = observation.probe_id
          and later.channel_key = observation.channel_key and later.sweep_id > ${sweep})`,
      )
      .orderBy('observation.id')
      .limit(flaggedAtOnce)
      .execute();
    if (rows.length === 0) return;
    yield rows.map(observationFrom);
    after = rows.at(-1)?.id ?? after;
  }
}

/** What the rates need of every cell of a sweep. */
export async function ratedCells(tx: DatabaseTransaction, sweep: number): Promise<readonly RatedCell[]> {
  const { rows } = await sql<RatedCell>`
    select probe.key as probe, channel_key as channel, state, omits <> '{}' as omits,
      case when receipt_code is not null then concat(answer_key, '@', version_number) end as "receiptOf"
    from observation join probe on probe.id = probe_id
    where sweep_id = ${sweep}`.execute(tx);
  return rows;
}

/** Every cell of a sweep, by question and in the channels' order. */
export async function observationsOf(
  db: Database | DatabaseTransaction,
  sweep: number,
): Promise<readonly Observation[]> {
  const rows = await observations(db as Database)
    .where('observation.sweep_id', '=', sweep)
    .execute();
  return rows.map(observationFrom);
}

/** Which observations are wanted; null = all. */
export interface ObservationFilter {
  readonly sweep: number;
  readonly channel: string | null;
  readonly states: readonly CellState[] | null;
}

/** One page of a sweep's observations. */
export async function pageOfObservations(
  db: Database,
  filter: ObservationFilter,
  bounds: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly Observation[]; readonly total: number }> {
  const matching = observations(db)
    .where('observation.sweep_id', '=', filter.sweep)
    .$if(filter.channel !== null, (query) => query.where('observation.channel_key', '=', filter.channel ?? ''))
    .$if(filter.states !== null, (query) => query.where('observation.state', 'in', filter.states ?? []));
  const rows = await matching.limit(bounds.limit).offset(bounds.offset).execute();
  const { total } = await matching
    .clearSelect()
    .clearOrderBy()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { rows: rows.map(observationFrom), total };
}

function observations(db: Database) {
  return db
    .selectFrom('observation')
    .innerJoin('probe', 'probe.id', 'observation.probe_id')
    .innerJoin('channel', 'channel.key', 'observation.channel_key')
    .selectAll('observation')
    .select([
      'probe.key',
      'probe.question',
      'probe.locale as asked_locale',
      'probe.audience',
      'probe.scope',
      'probe.expects',
    ])
    .orderBy('probe.key')
    .orderBy('channel.position')
    .orderBy('channel.key');
}

type ObservationRow = Awaited<ReturnType<ReturnType<typeof observations>['execute']>>[number];

function observationFrom(row: ObservationRow): Observation {
  return {
    id: row.id,
    probe: probeFrom({ ...row, id: row.probe_id, locale: row.asked_locale }),
    channel: row.channel_key,
    state: row.state as CellState,
    at: row.at,
    text: row.text,
    address: row.address,
    answerKey: row.answer_key,
    version: row.version_number,
    receiptCode: row.receipt_code,
    evidenceHash: row.evidence_hash,
    failure: row.failure,
    verdict: row.verdict as VerdictLabel | null,
    tier: row.tier as Tier | null,
    canonical: row.canonical,
    canonicalVersion: row.canonical_version,
    differences: row.differences as Difference[],
    omits: row.omits,
  };
}

/** What a finding's channel said when the finding was last seen. */
export interface WordsOfFinding {
  readonly text: string;
  readonly address: string | null;
  readonly canonical: string | null;
  readonly locale: string;
  readonly at: Date;
  readonly evidenceHash: string | null;
}

/** That of some findings, each by its number. */
export async function wordsOfFindings(
  db: Database,
  findings: readonly number[],
): Promise<ReadonlyMap<number, WordsOfFinding>> {
  if (findings.length === 0) return new Map();
  const rows = await db
    .selectFrom('finding')
    .innerJoin('observation', (join) =>
      join
        .onRef('observation.sweep_id', '=', 'finding.last_sweep_id')
        .onRef('observation.probe_id', '=', 'finding.probe_id')
        .onRef('observation.channel_key', '=', 'finding.channel_key'),
    )
    .select(['finding.id', 'observation.text', 'observation.address', 'observation.canonical', 'observation.locale'])
    .select(['observation.at', 'observation.evidence_hash as evidenceHash'])
    .where('finding.id', 'in', [...findings])
    .execute();
  return new Map(rows.map(({ id, ...words }) => [id, words]));
}

/** The Markdown files among some evidence, by their hashes. */
export async function markdownEvidence(db: Database, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await db
    .selectFrom('evidence')
    .select(['hash', 'content'])
    .where('hash', 'in', [...hashes])
    .where('media_type', '=', 'text/markdown')
    .execute();
  return new Map(rows.map(({ hash, content }) => [hash, content.toString('utf8')]));
}
