import { linksIn } from '../obstacles.js';
import type { PublishedAnswer } from '../snapshot.js';

const known = new WeakMap<PublishedAnswer, readonly string[]>();

/** The keys of the answers that an answer's texts link to, each once. */
export function linksShown(answer: PublishedAnswer): readonly string[] {
  const links = known.get(answer) ?? [...new Set([...answer.texts.values()].flatMap(linksIn))];
  known.set(answer, links);
  return links;
}
