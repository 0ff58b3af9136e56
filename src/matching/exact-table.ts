import { phrasingKey } from './normalise.js';
import type { Phrasing } from './phrasings.js';

/** Phrasing keys with the answers that have such a phrasing, in the order of code units. A text with no word in it is in no table. */
export function exactTable(phrasings: readonly Phrasing[]): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>();
  for (const { answerKey, text } of phrasings) {
    const key = phrasingKey(text);
    const answers = table.get(key) ?? [];
    if (key !== '' && !answers.includes(answerKey)) table.set(key, [...answers, answerKey].sort());
  }
  return table;
}
