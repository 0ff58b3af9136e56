import { createHash } from 'node:crypto';
import { setImmediate as giveWay } from 'node:timers/promises';
import type { Audience } from '../access/index.js';
import { type PublishedAnswer, type Snapshot, visibleAnswers } from '../knowledge/index.js';
import { canonical, canonicalLog, matcherVersion } from './phrasings.js';
import { negativesLearned, phrasingsLearned, questionsLearned } from './training-input.js';

const known = new WeakMap<Snapshot['answers'], Map<string, Promise<string>>>();

/**
 * The `inputHash` of what a snapshot's model would be trained on. Only answers that changed since the last time are gone through, and other work is
 * let in between: thousands of answers must not hold up whoever asks meanwhile.
 */
export function hashOfInput(snapshot: Snapshot, locale: string, audience: Audience): Promise<string> {
  const hashes = known.get(snapshot.answers) ?? new Map<string, Promise<string>>();
  known.set(snapshot.answers, hashes);
  const name = `${locale}/${audience}/${snapshot.learned.get(locale)?.hash ?? ''}`;
  const hash = hashes.get(name) ?? reckon(snapshot, locale, audience);
  hashes.set(name, hash);
  return hash;
}

const answersAtOnce = 200;

/** The same bytes as `inputHash` hashes: answers are in the order of their keys, and rows of different answers never meet. */
async function reckon(snapshot: Snapshot, locale: string, audience: Audience): Promise<string> {
  const hash = createHash('sha256').update(`[${JSON.stringify(matcherVersion)},${JSON.stringify(locale)},[`);
  const negatives: string[] = [];
  let separator = '';
  for (const [i, answer] of visibleAnswers(snapshot, { audience }).entries()) {
    if (i % answersAtOnce === 0) await giveWay();
    const rows = rowsOf(answer, locale);
    if (rows.negatives !== '') negatives.push(rows.negatives);
    if (rows.phrasings === '') continue;
    hash.update(separator + rows.phrasings);
    separator = ',';
  }
  const log = JSON.stringify(canonicalLog(questionsLearned(snapshot, locale, audience)));
  return hash.update(`],[${negatives.join(',')}],${log}]`).digest('hex');
}

/** An answer's parts of the canonical input, as they stand in the JSON of the whole. */
interface Rows {
  readonly phrasings: string;
  readonly negatives: string;
}

const written = new WeakMap<PublishedAnswer, Map<string, Rows>>();

function rowsOf(answer: PublishedAnswer, locale: string): Rows {
  const rows = written.get(answer) ?? new Map<string, Rows>();
  written.set(answer, rows);
  const own = rows.get(locale) ?? writtenOut(answer, locale);
  rows.set(locale, own);
  return own;
}

function writtenOut(answer: PublishedAnswer, locale: string): Rows {
  const { phrasings, negatives } = canonical({
    locale,
    phrasings: phrasingsLearned(answer, locale),
    negatives: negativesLearned(answer, locale),
  });
  const lines = (rows: typeof phrasings) =>
    rows.map(({ answerKey, text, weight }) => JSON.stringify([answerKey, text, weight])).join(',');
  return { phrasings: lines(phrasings), negatives: lines(negatives) };
}
