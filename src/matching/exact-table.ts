import { phrasingKey } from '../platform/normalise.js';
import type { Phrasing } from './phrasings.js';

/** Phrasing keys with the answers that have such a phrasing, in the order of code units. A text with no word in it is in no table. */
export function exactTable(phrasings: readonly Phrasing[]): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>();
  for (const phrasing of phrasings) {
    const { answerKey } = phrasing;
    const key = keyOf(phrasing);
    const answers = table.get(key) ?? [];
    if (key !== '' && !answers.includes(answerKey)) table.set(key, [...answers, answerKey].sort());
  }
  return table;
}

const keys = new WeakMap<Phrasing, string>();

function keyOf(phrasing: Phrasing): string {
  const key = keys.get(phrasing) ?? phrasingKey(phrasing.text);
  keys.set(phrasing, key);
  return key;
}
