import { phrasingKey } from '../../matching/index.js';
import type { Duplicate } from './import-plan.js';
import type { JudgedRow } from './judge-rows.js';

/** Rows that ask what another answer or an earlier row asks, when case, punctuation and spacing do not count. */
export function findDuplicates(
  rows: readonly JudgedRow[],
  known: readonly { readonly key: string; readonly question: string }[],
): readonly Duplicate[] {
  const asked = new Map(known.map(({ key, question }) => [phrasingKey(question), { key, of: key }]));
  return rows.flatMap(({ answer }) => {
    const words = phrasingKey(answer.question);
    const other = asked.get(words);
    if (!other && words !== '') asked.set(words, { key: answer.key, of: answer.source });
    return other && other.key !== answer.key
      ? [{ source: answer.source, question: answer.question, of: other.of }]
      : [];
  });
}
