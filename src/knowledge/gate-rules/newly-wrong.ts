import type { Proposal } from '../gate.js';
import type { PublishedAnswer, Snapshot } from '../snapshot.js';

/** What is wrong with the changed answers and was not wrong with them before: a change is not held up by what it found. */
export function newlyWrong(
  { before, after, changed }: Proposal,
  wrongWith: (snapshot: Snapshot, answer: PublishedAnswer) => readonly string[],
): readonly string[] {
  return changed.flatMap((key) => {
    const answer = after.answers.get(key);
    const found = answer ? wrongWith(after, answer) : [];
    const earlier = found.length > 0 ? before.answers.get(key) : undefined;
    const known = new Set(earlier ? wrongWith(before, earlier) : []);
    return found.filter((sentence) => !known.has(sentence));
  });
}
