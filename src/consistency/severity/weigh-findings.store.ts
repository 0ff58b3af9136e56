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

/** Holds the open findings until the transaction ends; what another holds is passed over, for whoever holds it weighs it or asks again in an hour. */
export async function lockFindingsToWeigh(tx: DatabaseTransaction): Promise<readonly FindingToWeigh[]> {
  const { rows } = await sql<FindingToWeigh>`
    select finding.id, finding.base_severity as "baseSeverity", finding.severity, finding.severity_reasons as reasons,
      probe.expects as answer, probe.locale, channel.key as channel, channel.kind, channel.mode,
      finding.first_seen_at as "firstSeenAt"
    from finding join probe on probe.id = finding.probe_id join channel on channel.key = finding.channel_key
    where finding.state = any(${[...openFindingStates]}::text[])
    order by finding.id for update of finding skip locked`.execute(tx);
  return rows;
}

/** Writes what findings weigh now. */
export async function keepSeverities(
  tx: DatabaseTransaction,
  weighed: readonly (WeighedSeverity & Pick<FindingToWeigh, 'id'>)[],
): Promise<void> {
  if (weighed.length === 0) return;
  await sql`
    update finding set severity = weighed.severity, severity_reasons = weighed.reasons
    from json_to_recordset(${JSON.stringify(weighed)}::json) as weighed (id int, severity text, reasons text[])
    where finding.id = weighed.id`.execute(tx);
}
