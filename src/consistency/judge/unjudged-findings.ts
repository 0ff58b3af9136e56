import type { DatabaseTransaction } from '../../platform/database/database.js';
import { judgedKind } from './finding-by-opinion.js';
import type { Judge } from './judge.js';
import { opinionKey } from './opinion-key.js';
import { opinionsOf, uncertainFindings } from './opinion.store.js';

/**
 * The open findings of the judge on whose words, as a sweep has read them, the checker is still not sure and the judge was not asked: that they were not
 * seen again says nothing. None where there is no judge.
 */
export async function unjudgedFindings(
  tx: DatabaseTransaction,
  judge: Judge | null,
  sweep: number,
): Promise<readonly number[]> {
  if (judge === null) return [];
  const unjudged: number[] = [];
  for await (const findings of uncertainFindings(tx, judgedKind, sweep)) {
    const keyed = findings.map((finding) => ({ id: finding.id, key: opinionKey(judge, finding) }));
    const known = await opinionsOf(
      tx,
      keyed.map(({ key }) => key),
    );
    unjudged.push(...keyed.flatMap(({ id, key }) => (known.has(key) ? [] : [id])));
  }
  return unjudged;
}
