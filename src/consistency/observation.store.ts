import { createHash } from 'node:crypto';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { CellState, Judgement } from './cell.js';
import type { Difference, Tier, VerdictLabel } from './comparison.js';
import type { Observation } from './observation.js';
import { probeFrom } from './probe.store.js';
import type { Evidence, Said } from './probes/channel-probe.js';

/** Which cell of which sweep. */
export interface CellKey {
  readonly sweep: number;
  readonly probe: number;
  readonly channel: string;
}

/** Stores evidence under its SHA-256; the same evidence is stored once. */
export async function keepEvidence(
  tx: DatabaseTransaction,
  { mediaType, content }: Evidence,
  moment: Date,
): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex');
  const row = { hash, media_type: mediaType.slice(0, 200), content, recorded_at: moment };
  await tx
    .insertInto('evidence')
    .values(row)
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return hash;
}

/** Stores a cell; false when another worker stored it before. */
export async function insertObservation(
  tx: DatabaseTransaction,
  key: CellKey,
  seen: { readonly said: Said; readonly judgement: Judgement; readonly evidenceHash: string | null; readonly at: Date },
): Promise<boolean> {
  const { said, judgement, evidenceHash, at } = seen;
  const stored = await tx
    .insertInto('observation')
    .values({
      sweep_id: key.sweep,
      probe_id: key.probe,
      channel_key: key.channel,
      state: judgement.state,
      text: judgement.text,
      locale: said.locale,
      address: said.address,
      evidence_hash: evidenceHash,
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
      at,
    })
    .onConflict((conflict) => conflict.columns(['sweep_id', 'probe_id', 'channel_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return stored !== undefined;
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

/** What each finding's channel said when the finding was last seen. */
export async function wordsOfFindings(
  db: Database,
  findings: readonly number[],
): Promise<ReadonlyMap<number, { readonly text: string; readonly address: string | null }>> {
  if (findings.length === 0) return new Map();
  const rows = await db
    .selectFrom('finding')
    .innerJoin('observation', (join) =>
      join
        .onRef('observation.sweep_id', '=', 'finding.last_sweep_id')
        .onRef('observation.probe_id', '=', 'finding.probe_id')
        .onRef('observation.channel_key', '=', 'finding.channel_key'),
    )
    .select(['finding.id', 'observation.text', 'observation.address'])
    .where('finding.id', 'in', [...findings])
    .execute();
  return new Map(rows.map(({ id, ...words }) => [id, words]));
}
