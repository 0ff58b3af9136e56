import type { Snapshot } from '../../knowledge/index.js';
import type { TaughtPair } from './learned-rule.js';

/** The rules that hold for an answer: those without a topic, and those of its topic and the ones above it. */
export function rulesFor<Rule extends Pick<TaughtPair, 'topic'>>(
  snapshot: Pick<Snapshot, 'answers' | 'topics'>,
  rules: readonly Rule[],
  answerKey: string,
): readonly Rule[] {
  if (rules.length === 0) return rules;
  const line = topicLine(snapshot, snapshot.answers.get(answerKey)?.topicKey ?? null);
  return rules.filter(({ topic }) => topic === null || line.has(topic));
}

function topicLine({ topics }: Pick<Snapshot, 'topics'>, key: string | null): ReadonlySet<string> {
  const line = new Set<string>();
  for (let at = key; at !== null && !line.has(at); at = topics.get(at)?.parentKey ?? null) line.add(at);
  return line;
}
