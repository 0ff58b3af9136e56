import { isDeepStrictEqual } from 'node:util';
import type { PublishedAnswer, Snapshot } from '../knowledge/index.js';

/**
 * Whether `ask` with the same models comes to the same answers in two states, whatever is asked by whom: they differ in nothing that decides it, though
 * perhaps in what the answers say.
 */
export function areAskedAlike(one: Snapshot, other: Snapshot): boolean {
  if (one.sourceLocale !== other.sourceLocale || !isDeepStrictEqual(one.thresholds, other.thresholds)) return false;
  if (one.answers === other.answers) return true;
  if (one.answers.size !== other.answers.size) return false;
  for (const [key, answer] of other.answers) {
    const same = one.answers.get(key);
    if (same !== answer && (same === undefined || !isDeepStrictEqual(deciding(same), deciding(answer)))) return false;
  }
  return true;
}

/** All of an answer that finding it rests on. */
function deciding({ audience, scope, related, phrasings, negatives, texts }: PublishedAnswer): object {
  const questions = new Map([...texts].map(([locale, { question }]) => [locale, question]));
  return { audience, scope, related, phrasings, negatives, questions };
}
