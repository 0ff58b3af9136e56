import { sql } from 'kysely';
import type { ChannelKind, ChannelMode } from '../../channels/index.js';
import type { DatabaseTransaction } from '../../platform/database/database.js';
import { openFindingStates, type Severity } from '../finding.js';
import type { WeighedSeverity } from './weigh-severity.js';

/** An open finding as it is weighed. */
export interface FindingToWeigh {
  readonly id: number;
  readonly baseSeverity: Severity;
  readonly severity: Severity;
  readonly reasons: readonly string[];
  readonly answer: string;
  readonly locale: string;
  readonly channel: string;
  readonly kind: ChannelKind;
  readonly mode: ChannelMode;
  readonly firstSeenAt: Date;
}

/** The open findings; none is held, for to weigh them takes a while and people work on them. */
export async function findingsToWeigh(tx: DatabaseTransaction): Promise<readonly FindingToWeigh[]> {
  const { rows } = await sql<FindingToWeigh>`
    select finding.id, finding.base_severity as "baseSeverity", finding.severity, finding.severity_reasons as reasons,
      probe.expects as answer, probe.locale, channel.key as channel, channel.kind, channel.mode,
      finding.first_seen_at as "firstSeenAt"
    from finding join probe on probe.id = finding.probe_id join channel on channel.key = finding.channel_key
    where finding.state = any(${[...openFindingStates]}::text[])
    order by finding.id`.execute(tx);
  return rows;
}

/** What a finding weighs now, and by which severities that was reckoned. */
export type WeighedFinding = WeighedSeverity &
  Pick<FindingToWeigh, 'id' | 'baseSeverity'> & { readonly severityBefore: Severity };

/**
 * Writes what findings weigh now, and gives the numbers of those. One that was closed or weighed otherwise since it was read is left, as is one that
 * another holds: whoever holds it weighs it, or it is weighed again in an hour.
 */
export async function keepSeverities(
  tx: DatabaseTransaction,
  weighed: readonly WeighedFinding[],
): Promise<ReadonlySet<number>> {
  if (weighed.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    with free as (
      select finding.id, weighed.severity, weighed.reasons
      from finding
      join json_to_recordset(${JSON.stringify(weighed)}::json)
        as weighed (id int, severity text, reasons text[], "baseSeverity" text, "severityBefore" text) on weighed.id = finding.id
      where finding.state = any(${[...openFindingStates]}::text[]) and finding.base_severity = weighed."baseSeverity"
        and finding.severity = weighed."severityBefore"
      order by finding.id for update of finding skip locked
    )
    update finding set severity = free.severity, severity_reasons = free.reasons
    from free where finding.id = free.id
    returning finding.id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
