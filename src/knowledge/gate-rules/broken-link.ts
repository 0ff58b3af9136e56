import type { GateRule } from '../gate.js';
import { redirectedTo } from '../redirects.js';
import { type PublishedAnswer, type Snapshot, visibleAnswer } from '../snapshot.js';
import { linksShown } from './links-shown.js';

/**
 * Every link leads somewhere: to an answer that is published for all readers of the one that links to it, or to one that stands for it. What links to
 * an answer that a change takes away is asked too; what was broken before does not hold another change up. An answer that is withdrawn for a while is
 * to come back, so nothing need be rewritten for it.
 */
export const brokenLink: GateRule = ({ before, after, changed }) => {
  const gone = new Set([...before.answers.keys()].filter((key) => !after.answers.has(key)));
  const isAsked = new Set(changed);
  const linksToGone = (answer: PublishedAnswer) => gone.size > 0 && linksShown(answer).some((key) => gone.has(key));
  const linking = [...after.answers.values()].filter((answer) => isAsked.has(answer.key) || linksToGone(answer));
  return linking.flatMap((answer) => {
    const known = new Set(broken(before, before.answers.get(answer.key)));
    return broken(after, answer)
      .filter((link) => !known.has(link))
      .map((link) => `${answer.key} links to ${link}, and no such answer would be published for its readers.`);
  });
};

function broken(snapshot: Snapshot, answer: PublishedAnswer | undefined): readonly string[] {
  if (!answer) return [];
  const { withdrawn, withheld } = snapshot;
  return linksShown(answer).filter(
    (key) =>
      !visibleAnswer(snapshot, answer, key) &&
      !redirectedTo(snapshot, answer, key) &&
      !withdrawn.has(key) &&
      !withheld.has(key),
  );
}
