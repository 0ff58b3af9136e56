import type { Database } from '../../platform/database/database.js';
import type { Finding } from '../finding.js';
import { currentWaivers, deedsOf, type FindingDeed } from './finding-deed.store.js';
import type { Waiver } from './waiver.js';

/** What people have done with a finding, and what would end it. */
export interface WorkOnFinding {
  readonly deeds: readonly FindingDeed[];
  /** The one that has not ended; it is in force once it is approved. */
  readonly waiver: Waiver | null;
}

/** That of some findings, each by its number, in a few exchanges with the database however many they are. */
export async function workOnFindings(
  ctx: { readonly db: Database },
  findings: readonly Finding[],
): Promise<ReadonlyMap<number, WorkOnFinding>> {
  const ids = findings.map(({ id }) => id);
  const [deeds, waivers] = [await deedsOf(ctx.db, ids), await currentWaivers(ctx.db, ids)];
  return new Map(
    findings.map(({ id }) => [
      id,
      {
        deeds: deeds.get(id) ?? [],
        waiver: waivers.get(id) ?? null,
      },
    ]),
  );
}
