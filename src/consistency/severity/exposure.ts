import type { ChannelKind } from '../../channels/index.js';
import type { Database } from '../../platform/database/database.js';
import type { Finding } from '../finding.js';
import { countTold, type ExposureMeasure, measureOf } from './traffic.js';

/** How many were told while a finding was open. */
export interface Exposure {
  readonly told: number;
  readonly measuredBy: ExposureMeasure;
  readonly since: Date;
  readonly until: Date;
}

/** What reading exposures needs to know of the world. */
export interface ExposureContext {
  readonly db: Database;
  readonly now: Date;
  readonly kindOf: (channel: string) => ChannelKind;
}

/** The exposure of some findings, each by its number, from when it was first seen until it was closed, or now; all in a few exchanges with the database. */
export async function exposuresOf(
  { db, now, kindOf }: ExposureContext,
  findings: readonly Finding[],
): Promise<ReadonlyMap<number, Exposure>> {
  const windows = findings.map(({ probe, channel, firstSeenAt, closedAt }) => ({
    answer: probe.expects,
    locale: probe.locale,
    channel,
    measuredBy: measureOf[kindOf(channel)],
    since: firstSeenAt,
    until: closedAt ?? now,
  }));
  const counts = await countTold(db, windows);
  return new Map(
    windows.map(({ measuredBy, since, until }, place) => [
      findings[place]?.id ?? 0,
      { told: counts[place] ?? 0, measuredBy, since, until },
    ]),
  );
}
