import type { PublishedAnswer } from '../../knowledge/index.js';
import { phrasingKey } from '../../platform/normalise.js';
import type { Said } from '../gate-rules/said-in.js';

/** A word that more questions have than this tells none from another. */
const commonest = 50;
const leastShared = 0.5;

/**
 * Pairs of answers whose questions have half of their words in common, each pair once. The words that many questions have bring no two together, so
 * that it costs no pass over all pairs.
 */
export function* questionsAlike(
  answers: readonly PublishedAnswer[],
  locale: string,
): Generator<readonly [PublishedAnswer, PublishedAnswer]> {
  const asked = answers.map((answer) => wordsOf(answer.texts.get(locale)?.question ?? ''));
  const standing = new Map<string, number[]>();
  asked.forEach((words, at) => {
    for (const word of words) standing.set(word, [...(standing.get(word) ?? []), at]);
  });
  for (const [at, words] of asked.entries()) {
    const met = new Set<number>();
    for (const word of words) {
      const places = standing.get(word) ?? [];
      if (places.length <= commonest) for (const place of places) if (place > at) met.add(place);
    }
    for (const place of met)
      if (shareOf(words, asked[place] as ReadonlySet<string>) >= leastShared)
        yield [answers[at] as PublishedAnswer, answers[place] as PublishedAnswer];
  }
}

/** A sentence that more answers have than this, a word of farewell, makes none a duplicate of another. */
const commonestSentence = 20;

/** Pairs of answers that have a sentence word for word in common; a pair with several comes several times. */
export function* sharingSentences(said: readonly Said[]): Generator<readonly [PublishedAnswer, PublishedAnswer]> {
  for (const group of Map.groupBy(said, ({ text }) => text).values()) {
    const answers = [...new Set(group.map(({ answer }) => answer))];
    if (answers.length > commonestSentence) continue;
    for (const [at, one] of answers.entries()) for (const other of answers.slice(at + 1)) yield [one, other];
  }
}

function wordsOf(question: string): ReadonlySet<string> {
  return new Set(phrasingKey(question).split(' ').filter(Boolean));
}

function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  return (2 * shared) / (one.size + other.size);
}
