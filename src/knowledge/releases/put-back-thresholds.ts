import * as store from '../threshold.store.js';
import { doneItems, type RollingBack } from './rolling-back.js';

/** Makes the thresholds hold again that held before the release, as rows of their own; names those that were changed since. */
export async function putBackThresholds(rolling: RollingBack): Promise<readonly string[]> {
  const { tx, moment, by } = rolling;
  const found: string[] = [];
  for (const { item, done } of doneItems(rolling, 'THRESHOLDS')) {
    const inForce = await store.thresholdInForce(tx, item.locale);
    if ((inForce?.id ?? null) !== done.added) {
      found.push(`The thresholds for ${item.locale ?? 'every language'} were changed after the release.`);
      continue;
    }
    if (inForce) await store.endThreshold(tx, inForce.id, moment);
    const before = done.ended === null ? undefined : await store.thresholdById(tx, done.ended);
    if (!before) continue;
    const { id: _, ...row } = before;
    await store.insertThreshold(tx, { ...row, added_by: by, added_at: moment, ended_at: null });
  }
  return found;
}
