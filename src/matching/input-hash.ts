import { createHash } from 'node:crypto';
import { setImmediate as giveWay } from 'node:timers/promises';
import type { Audience } from '../access/index.js';
import { type PublishedAnswer, type Snapshot, visibleAnswers } from '../knowledge/index.js';
import { canonical, matcherVersion } from './phrasings.js';
import { phrasingsLearned } from './training-input.js';

const known = new WeakMap<Snapshot['answers'], Map<string, Promise<string>>>();

/**
 * The `inputHash` of what a snapshot's model would be trained on. Only answers that changed since the last time are gone through, and other work is
 * let in between: thousands of answers must not hold up whoever asks meanwhile.
 */
export function hashOfInput(snapshot: Snapshot, locale: string, audience: Audience): Promise<string> {
  const hashes = known.get(snapshot.answers) ?? new Map<string, Promise<string>>();
  known.set(snapshot.answers, hashes);
  const name = `${locale}/${audience}`;
  const hash = hashes.get(name) ?? reckon(visibleAnswers(snapshot, { audience }), locale);
  hashes.set(name, hash);
  return hash;
}

const answersAtOnce = 200;

/** The same bytes as `inputHash` hashes: answers are in the order of their keys, and rows of different answers never meet. */
async function reckon(answers: readonly PublishedAnswer[], locale: string): Promise<string> {
  const hash = createHash('sha256').update(`[${JSON.stringify(matcherVersion)},${JSON.stringify(locale)},[`);
  let separator = '';
  for (const [i, answer] of answers.entries()) {
    if (i % answersAtOnce === 0) await giveWay();
    const rows = rowsOf(answer, locale);
    if (rows === '') continue;
    hash.update(separator + rows);
    separator = ',';
  }
  return hash.update('],[],[]]').digest('hex');
}

const written = new WeakMap<PublishedAnswer, Map<string, string>>();

/** An answer's part of the canonical input, as it stands in the JSON of the whole. */
function rowsOf(answer: PublishedAnswer, locale: string): string {
  const rows = written.get(answer) ?? new Map<string, string>();
  written.set(answer, rows);
  const own =
    rows.get(locale) ??
    canonical({ locale, phrasings: phrasingsLearned(answer, locale) })
      .phrasings.map(({ answerKey, text, weight }) => JSON.stringify([answerKey, text, weight]))
      .join(',');
  rows.set(locale, own);
  return own;
}
