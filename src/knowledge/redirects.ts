import { covers } from '../access/index.js';
import {
  type PublishedAnswer,
  type Reader,
  type Snapshot,
  visibleAnswer,
  visibleWithdrawal,
  type WithdrawnAnswer,
} from './snapshot.js';

/**
 * The answer that stands for a retired one, by any number of retirements one after another; null when there is none that this reader may see, or
 * when the retired answer was not for this reader.
 */
export function redirectedTo(snapshot: Snapshot, reader: Reader, key: string): PublishedAnswer | null {
  const heir = heirOf(snapshot, reader, key);
  return heir === null ? null : visibleAnswer(snapshot, reader, heir);
}

/** That an answer, or the one that stands for it, is withdrawn, for those who could read it; null when it is not, or is not for this reader. */
export function withdrawalBehind(snapshot: Snapshot, reader: Reader, key: string): WithdrawnAnswer | null {
  const heir = heirOf(snapshot, reader, key);
  return visibleWithdrawal(snapshot, reader, heir ?? key);
}

/** The key at the end of the retirements that begin with this one; null when it is not retired, or leads nowhere that is for this reader. */
function heirOf(snapshot: Snapshot, reader: Reader, key: string): string | null {
  const passed = new Set<string>();
  let retired = snapshot.retired.get(key);
  while (retired) {
    if (passed.has(retired.key) || !covers(reader.audience, retired.audience)) return null;
    passed.add(retired.key);
    if (retired.redirectTo === null) return null;
    const next = snapshot.retired.get(retired.redirectTo);
    if (!next) return retired.redirectTo;
    retired = next;
  }
  return null;
}
