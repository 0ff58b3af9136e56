import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { Tier } from './comparison.js';
import type { Finding, FindingState, FoundDifference, Severity } from './finding.js';
import { probeFrom } from './probe.store.js';
import { otherwiseKind } from './stability/asked-otherwise.js';
import { isWhole, type Sweep } from './sweep.js';

/** A difference with the cell that it was seen in and the team that should see to it. */
export interface SeenFinding extends FoundDifference {
  readonly probe: number;
  readonly channel: string;
  readonly ownerTeam: string | null;
}

const chunk = 500;
/** A governed channel says what we make it say: once without a difference is enough. Others may be read at a bad moment. */
const sweepsUntilFixed = { GOVERNED: 1, OBSERVED: 2 } as const;

/** Keeps what a sweep has seen: a new finding opens, a known one is seen again, and one that was thought fixed is open once more. */
export async function keepFindings(
  tx: DatabaseTransaction,
  sweep: number,
  seen: readonly SeenFinding[],
  moment: Date,
): Promise<void> {
  const teams = new Map((await tx.selectFrom('team').select(['id', 'key']).execute()).map(({ id, key }) => [key, id]));
  for (let start = 0; start < seen.length; start += chunk) {
    const rows = seen
      .slice(start, start + chunk)
      .map((finding) => rowOf(finding, teams.get(finding.ownerTeam ?? '') ?? null, { sweep, moment }));
    await tx
      .insertInto('finding')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['probe_id', 'channel_key', 'signature']).doUpdateSet((eb) => ({
          kind: eb.ref('excluded.kind'),
          severity: sql<string>`case when finding.base_severity = excluded.base_severity then finding.severity else excluded.severity end`,
          base_severity: eb.ref('excluded.base_severity'),
          tier: eb.ref('excluded.tier'),
          claim: eb.ref('excluded.claim'),
          confidence: eb.ref('excluded.confidence'),
          canonical_quote: eb.ref('excluded.canonical_quote'),
          canonical_start: eb.ref('excluded.canonical_start'),
          canonical_end: eb.ref('excluded.canonical_end'),
          observed_quote: eb.ref('excluded.observed_quote'),
          observed_start: eb.ref('excluded.observed_start'),
          observed_end: eb.ref('excluded.observed_end'),
          owner_team_id: eb.ref('excluded.owner_team_id'),
          missed: 0,
          last_seen_at: moment,
          last_sweep_id: sweep,
          state: sql<string>`case when finding.state = 'FIXED' then 'OPEN' else finding.state end`,
          opening: sql<number>`finding.opening + case when finding.state = 'FIXED' then 1 else 0 end`,
          times_returned: sql<number>`finding.times_returned + case when finding.state = 'FIXED' then 1 else 0 end`,
          closed_at: sql<Date | null>`case when finding.state = 'FIXED' then null else finding.closed_at end`,
        })),
      )
      .execute();
  }
}

/**
 * Counts the sweeps in which an open finding was not seen; after one on a governed channel, two on others, it is fixed. A cell that could not be read
 * tells nothing, nor does one that the sweep is not over, or has not asked otherwise in every way where that was the finding; one that is no longer asked
 * by a sweep over everything is gone. Findings in `unjudged` are left as they are.
 */
export async function closeMissedFindings(
  tx: DatabaseTransaction,
  sweep: Sweep,
  { moment, unjudged }: { readonly moment: Date; readonly unjudged: readonly number[] },
): Promise<void> {
  const enough = sql`missed + 1 >= case channel.mode when 'GOVERNED' then ${sweepsUntilFixed.GOVERNED}::int else ${sweepsUntilFixed.OBSERVED} end`;
  await sql`
    update finding set
      missed = missed + 1,
      state = case when ${enough} then 'FIXED' else finding.state end,
      closed_at = case when ${enough} then ${moment}::timestamptz else closed_at end
    from channel
    where channel.key = finding.channel_key and last_sweep_id < ${sweep.id}
      and finding.state in ('OPEN', 'ACKNOWLEDGED', 'FIXING') and finding.id <> all(${[...unjudged]}::int[])
      and (finding.kind <> ${otherwiseKind} or (
        select bool_and(asked.outcome <> 'FAILED') from asked_otherwise as asked
        where asked.sweep_id = ${sweep.id} and asked.probe_id = finding.probe_id and asked.channel_key = finding.channel_key
      ) or not exists (
        select from observation where sweep_id = ${sweep.id} and probe_id = finding.probe_id and channel_key = finding.channel_key
      ))
      and coalesce((
        select observation.state <> 'ERROR' from observation
        where observation.sweep_id = ${sweep.id} and observation.probe_id = finding.probe_id
          and observation.channel_key = finding.channel_key
      ), ${isWhole(sweep)})`.execute(tx);
}

/** Which findings are wanted; null = all. */
export interface FindingFilter {
  readonly states: readonly FindingState[] | null;
  readonly tiers: readonly Tier[] | null;
  readonly channel: string | null;
  /** The account that sees to it; not given = whoever does. */
  readonly assignee?: string | null;
}

/** One page of findings, the most harmful first. */
export async function pageOfFindings(
  db: Database,
  filter: FindingFilter,
  bounds: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly Finding[]; readonly total: number }> {
  const matching = findings(db)
    .$if(filter.states !== null, (query) => query.where('finding.state', 'in', filter.states ?? []))
    .$if(filter.tiers !== null, (query) => query.where('finding.tier', 'in', filter.tiers ?? []))
    .$if(filter.channel !== null, (query) => query.where('finding.channel_key', '=', filter.channel ?? ''))
    .$if(filter.assignee != null, (query) => query.where('finding.assignee', '=', filter.assignee ?? ''));
  const rows = await matching.limit(bounds.limit).offset(bounds.offset).execute();
  const { total } = await matching
    .clearSelect()
    .clearOrderBy()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { rows: rows.map(findingFrom), total };
}

/** The findings of those numbers that there are. */
export async function findingsById(db: Database, ids: readonly number[]): Promise<readonly Finding[]> {
  const rows = await findings(db)
    .where('finding.id', 'in', [...ids])
    .execute();
  return rows.map(findingFrom);
}

/** The state of every finding by its number. */
export async function statesOfFindings(tx: DatabaseTransaction): Promise<ReadonlyMap<number, string>> {
  const rows = await tx.selectFrom('finding').select(['id', 'state']).execute();
  return new Map(rows.map(({ id, state }) => [id, state]));
}

function findings(db: Database) {
  return db
    .selectFrom('finding')
    .innerJoin('probe', 'probe.id', 'finding.probe_id')
    .leftJoin('team', 'team.id', 'finding.owner_team_id')
    .selectAll('finding')
    .select([
      'probe.key',
      'probe.question',
      'probe.locale',
      'probe.audience',
      'probe.scope',
      'probe.expects',
      'team.key as owner_team',
    ])
    .orderBy('finding.severity')
    .orderBy('finding.tier')
    .orderBy('probe.key')
    .orderBy('finding.channel_key')
    .orderBy('finding.id');
}

function rowOf(
  finding: SeenFinding,
  owner: number | null,
  { sweep, moment }: { readonly sweep: number; readonly moment: Date },
) {
  const { canonical, observed } = finding;
  return {
    probe_id: finding.probe,
    channel_key: finding.channel,
    signature: finding.signature,
    kind: finding.kind,
    severity: finding.baseSeverity,
    base_severity: finding.baseSeverity,
    tier: finding.tier,
    claim: finding.claim,
    confidence: finding.confidence,
    canonical_quote: canonical?.text ?? null,
    canonical_start: canonical?.span.start ?? null,
    canonical_end: canonical?.span.end ?? null,
    observed_quote: observed?.text ?? null,
    observed_start: observed?.span.start ?? null,
    observed_end: observed?.span.end ?? null,
    owner_team_id: owner,
    state: 'OPEN',
    first_seen_at: moment,
    last_seen_at: moment,
    first_sweep_id: sweep,
    last_sweep_id: sweep,
  };
}

type FindingRow = Awaited<ReturnType<ReturnType<typeof findings>['execute']>>[number];

function findingFrom(row: FindingRow): Finding {
  return {
    id: row.id,
    probe: probeFrom({ ...row, id: row.probe_id }),
    channel: row.channel_key,
    signature: row.signature,
    kind: row.kind,
    severity: row.severity as Severity,
    baseSeverity: row.base_severity as Severity,
    severityReasons: row.severity_reasons,
    tier: row.tier as Tier,
    claim: row.claim,
    confidence: row.confidence,
    canonical: quoteFrom(row.canonical_quote, row.canonical_start, row.canonical_end),
    observed: quoteFrom(row.observed_quote, row.observed_start, row.observed_end),
    ownerTeam: row.owner_team,
    assignee: row.assignee,
    state: row.state as FindingState,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    closedAt: row.closed_at,
    timesReturned: row.times_returned,
  };
}

function quoteFrom(text: string | null, start: number | null, end: number | null): Finding['canonical'] {
  return text === null ? null : { text, span: { start: start ?? 0, end: end ?? 0 } };
}
