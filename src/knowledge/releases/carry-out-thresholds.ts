import * as store from '../threshold.store.js';
import type { Switching } from '../switch-published.js';
import type { CarriedItem, Carrying } from './carried-item.js';
import type { ThresholdsContent } from './release-item.js';
import type { ItemRow } from './release.store.js';

/** Ends the thresholds in force for a locale, or for all, and begins those of the item, if it has any. */
export async function carryOutThresholds(
  { approver }: Carrying,
  { tx, moment }: Switching,
  item: ItemRow,
): Promise<CarriedItem> {
  const { thresholds } = item.content as ThresholdsContent;
  const before = await store.thresholdInForce(tx, item.locale);
  if (before) await store.endThreshold(tx, before.id, moment);
  const by = { added_by: item.added_by, approved_by: approver, added_at: moment };
  const added = thresholds ? await store.insertThreshold(tx, { locale: item.locale, ...thresholds, ...by }) : null;
  return {
    done: { kind: 'THRESHOLDS', added: added?.id ?? null, ended: before?.id ?? null },
    made: { thresholds: thresholds ?? 'default', locale: item.locale },
  };
}
