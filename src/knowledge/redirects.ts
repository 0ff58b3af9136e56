import { covers } from '../access/index.js';
import { maySee, type PublishedAnswer, type Reader, type Snapshot } from './snapshot.js';

/**
 * The answer that stands for a retired one, by any number of retirements one after another; null when there is none that this reader may see, or
 * when the retired answer was not for this reader.
 */
export function redirectedTo(snapshot: Snapshot, reader: Reader, key: string): PublishedAnswer | null {
  const passed = new Set<string>();
  for (let retired = snapshot.retired.get(key); retired; retired = snapshot.retired.get(retired.redirectTo ?? '')) {
    if (passed.has(retired.key) || !covers(reader.audience, retired.audience)) return null;
    passed.add(retired.key);
    const target = snapshot.answers.get(retired.redirectTo ?? '');
    if (target) return maySee(reader, target) ? target : null;
  }
  return null;
}
