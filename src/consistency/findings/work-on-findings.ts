import type { Database } from '../../platform/database/database.js';
import type { Finding } from '../finding.js';
import { currentWaivers, deedsOf, type FindingDeed } from './finding-deed.store.js';
import { seenWords } from './seen-words.js';
import { type SuggestedFix, suggestedFix } from './suggested-fix.js';
import type { Waiver } from './waiver.js';

/** What people have done with a finding, and what would end it. */
export interface WorkOnFinding {
  readonly deeds: readonly FindingDeed[];
  /** The one that has not ended; it is in force once it is approved. */
  readonly waiver: Waiver | null;
  readonly suggestedFix: SuggestedFix | null;
}

/** That of some findings, each by its number, in a few exchanges with the database however many they are. */
export async function workOnFindings(
  ctx: { readonly db: Database; readonly sourceLocale: string },
  findings: readonly Finding[],
): Promise<ReadonlyMap<number, WorkOnFinding>> {
  const ids = findings.map(({ id }) => id);
  const [deeds, waivers, words] = [
    await deedsOf(ctx.db, ids),
    await currentWaivers(ctx.db, ids),
    await seenWords(ctx, findings),
  ];
  return new Map(
    findings.map((finding) => [
      finding.id,
      {
        deeds: deeds.get(finding.id) ?? [],
        waiver: waivers.get(finding.id) ?? null,
        suggestedFix: suggestedFix(finding, words.get(finding.id) ?? null),
      },
    ]),
  );
}
