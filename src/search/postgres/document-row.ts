import type { IndexEntry } from '../words/index-entry.js';
import { quoted } from './stem-queries.js';

/** PostgreSQL keeps positions up to here, and so many of one word. */
const lastPosition = 16_383;
const mostPositions = 200;

/** A document as a row of the index. */
export function rowOf(entry: IndexEntry, hash: string) {
  const { document } = entry;
  return {
    locale: document.locale,
    answer_key: document.answerKey,
    version: document.version,
    audience: document.audience,
    topics: document.topics,
    owner: document.owner,
    scope: document.scope,
    head: vectorOf(entry.head),
    said: vectorOf(entry.said),
    words: [...entry.positions].map(([stem, at]) => quoted(stem) + placesOf(at)).join(' '),
    vocabulary: [...entry.words.keys()],
    question_length: entry.questionLength,
    exact: entry.exact,
    hash,
  };
}

function vectorOf(stems: ReadonlySet<string>): string {
  return [...stems].map(quoted).join(' ');
}

function placesOf(positions: readonly number[]): string {
  const kept = positions.filter((at) => at <= lastPosition).slice(0, mostPositions);
  return kept.length === 0 ? '' : `:${kept.join(',')}`;
}
