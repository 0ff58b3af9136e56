import { answerHistory, type HistoryEntry } from '../../knowledge/index.js';
import type { Database } from '../../platform/database/database.js';
import type { TimedFinding } from './finding-times.store.js';

/**
 * The moment at which each disagreement began, as far as a publication made it: where the channel names an older version, the moment that version
 * ended; where the channel said the same words when it was compared before and the answer has others since, the last moment in between at which what
 * customers read changed. Null where the channel itself changed, or nothing was compared before: then nobody knows.
 */
export async function beganAt(
  ctx: { readonly db: Database; readonly sourceLocale: string; readonly now: Date },
  findings: readonly TimedFinding[],
): Promise<ReadonlyMap<TimedFinding, Date>> {
  const datable = findings.filter(({ staleVersion, answerMovedAway }) => staleVersion !== null || answerMovedAway);
  const began = new Map<TimedFinding, Date>();
  for (const alike of Map.groupBy(datable, ({ answer, locale }) => `${answer} ${locale}`).values()) {
    const { answer, locale } = alike[0] as TimedFinding;
    const history = await answerHistory(ctx, answer, { validAt: ctx.now, knownAt: ctx.now, locale });
    for (const finding of alike) {
      const at = publicationBehind(finding, history ?? []);
      if (at) began.set(finding, at);
    }
  }
  return began;
}

/** `history` comes newest first. */
function publicationBehind(
  { staleVersion, observedAt, comparedBefore, answerMovedAway }: TimedFinding,
  history: readonly HistoryEntry[],
): Date | null {
  const known = history.filter(({ at }) => at <= observedAt);
  const ended = known.find(({ changes }) =>
    changes.some(({ kind, before }) => kind === 'VERSION' && before === String(staleVersion)),
  );
  if (ended) return ended.at;
  const between = known.find(({ at }) => comparedBefore !== null && at > comparedBefore);
  return answerMovedAway && between ? between.at : null;
}
