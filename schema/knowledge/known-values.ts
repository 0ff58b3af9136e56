import { may } from '../../src/access/index.js';
import { type CurrentFactValue, type Snapshot, valuesOverTime } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';

/** The values of a fact, stated or derived, that the reader may see: those that begin after the snapshot's moment are for editors. */
export async function knownValues(
  ctx: RequestContext,
  key: string,
  snapshot: Snapshot,
): Promise<readonly CurrentFactValue[]> {
  const values = snapshot.preview?.values.get(key) ?? (await valuesOverTime(ctx.db, key, snapshot.knownAt));
  const planned = may(ctx.actor, 'read the past and the future');
  return planned ? values : values.filter(({ validFrom }) => validFrom <= snapshot.validAt);
}
