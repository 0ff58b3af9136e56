import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { announce } from '../../platform/events.js';
import { beganAt } from '../history/began.js';
import { timedFindingsById } from '../history/finding-times.store.js';
import { countTold, measureOf } from './traffic.js';
import { type FindingToWeigh, findingsToWeigh, keepSeverities } from './weigh-findings.store.js';
import { graceHours, weighSeverity } from './weigh-severity.js';

const hour = 3_600_000;
const week = 7 * 24 * hour;

/** Weighs every open finding by who was told lately and by how long the channel has had to follow; gives the numbers of those whose severity changed. */
export async function weighFindings(
  tx: DatabaseTransaction,
  { sourceLocale, now }: { readonly sourceLocale: string; readonly now: Date },
): Promise<ReadonlySet<number>> {
  const findings = await findingsToWeigh(tx);
  const told = await toldLately(tx, findings, now);
  const young = await findingsInGrace({ db: tx, sourceLocale, now }, findings);
  const weighed = findings.map((finding, place) => {
    const measuredBy = measureOf[finding.kind];
    const inGrace = young.has(finding.id);
    const { severity, reasons } = weighSeverity(finding.baseSeverity, { told: told[place] ?? 0, measuredBy, inGrace });
    return { finding, id: finding.id, severity, reasons };
  });
  const moved = weighed.filter(({ finding, severity }) => finding.severity !== severity);
  const changed = weighed.filter(
    ({ finding, severity, reasons }) =>
      finding.severity !== severity || JSON.stringify(finding.reasons) !== JSON.stringify(reasons),
  );
  const kept = await keepSeverities(
    tx,
    changed.map(({ finding: { baseSeverity, severity: severityBefore }, id, severity, reasons }) => ({
      id,
      severity,
      reasons,
      baseSeverity,
      severityBefore,
    })),
  );
  return new Set(moved.flatMap(({ id }) => (kept.has(id) ? [id] : [])));
}

/** The same between sweeps, for traffic and hours go on without one; announces what changed. */
export async function weighAnew(ctx: {
  readonly db: Database;
  readonly clock: Clock;
  readonly sourceLocale: string;
}): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const now = ctx.clock.now();
    const findings = [...(await weighFindings(tx, { sourceLocale: ctx.sourceLocale, now }))];
    if (findings.length > 0) await announce(tx, 'finding.changed', { subject: 'severity', findings }, now);
  });
}

/** Findings of one answer and channel are counted once. */
async function toldLately(
  tx: DatabaseTransaction,
  findings: readonly FindingToWeigh[],
  now: Date,
): Promise<readonly number[]> {
  const cellOf = ({ answer, locale, channel }: FindingToWeigh) => JSON.stringify([answer, locale, channel]);
  const cells = new Map(findings.map((finding) => [cellOf(finding), finding]));
  const since = new Date(now.getTime() - week);
  const counts = await countTold(
    tx,
    [...cells.values()].map(({ answer, locale, channel, kind }) => ({
      answer,
      locale,
      channel,
      measuredBy: measureOf[kind],
      since,
      until: now,
    })),
  );
  const told = new Map([...cells.keys()].map((cell, place) => [cell, counts[place] ?? 0]));
  return findings.map((finding) => told.get(cellOf(finding)) ?? 0);
}

/**
 * Those of observed channels that a publication of the last hours has made. One that was first seen before is not among them, for it began before; nor
 * is one of which nobody knows when it began.
 */
async function findingsInGrace(
  ctx: { readonly db: Database; readonly sourceLocale: string; readonly now: Date },
  findings: readonly FindingToWeigh[],
): Promise<ReadonlySet<number>> {
  const since = new Date(ctx.now.getTime() - graceHours * hour);
  const young = findings.filter(({ mode, firstSeenAt }) => mode === 'OBSERVED' && firstSeenAt > since);
  const timed = await timedFindingsById(
    ctx.db,
    young.map(({ id }) => id),
  );
  const began = await beganAt(ctx, timed);
  return new Set([...began].filter(([, at]) => at > since).map(([{ id }]) => id));
}
