import type { IndexEntry } from '../words/index-entry.js';
import { exactLexeme, lexemeIn, quoted } from './stem-queries.js';

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
    words: vectorOf(entry),
    vocabulary: [...entry.words.keys()],
    question_length: entry.questionLength,
    hash,
  };
}

/** All stems with their positions, once more by the place where they stand, and the numbers of what can be asked word for word. */
function vectorOf({ positions, head, said, exact }: IndexEntry): string {
  return [
    ...[...positions].map(([stem, at]) => quoted(lexemeIn('body', stem)) + placesOf(at)),
    ...[...head].map((stem) => quoted(lexemeIn('head', stem))),
    ...[...said].map((stem) => quoted(lexemeIn('said', stem))),
    ...exact.map((one) => quoted(exactLexeme(one))),
  ].join(' ');
}

function placesOf(positions: readonly number[]): string {
  const kept = positions.filter((at) => at <= lastPosition).slice(0, mostPositions);
  return kept.length === 0 ? '' : `:${kept.join(',')}`;
}
