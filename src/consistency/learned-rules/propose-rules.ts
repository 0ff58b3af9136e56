import { type Actor, allow } from '../../access/index.js';
import type { Snapshot } from '../../knowledge/index.js';
import type { Database } from '../../platform/database/database.js';
import { isSamePair, type TaughtPair } from './learned-rule.js';
import { allRules, pairsCalledTheSame } from './learned-rule.store.js';

/** A pair that people have often called the same, for a person to make a rule of. */
export interface RuleProposal extends TaughtPair {
  /** The findings that were waived or called a mistake. */
  readonly findings: readonly number[];
}

/** A coincidence does not happen three times. */
const leastFindings = 3;

/** The pairs that at least three decided findings share, whatever question and channel they are of, and of which there is no rule; at most 100. */
export async function learnedRuleProposals({
  db,
  actor,
  snapshot,
}: {
  readonly db: Database;
  readonly actor: Actor;
  readonly snapshot: Snapshot;
}): Promise<readonly RuleProposal[]> {
  allow(actor, 'read findings');
  const rules = await allRules(db);
  const called = (await pairsCalledTheSame(db, leastFindings)).map(({ answers, ...pair }) => ({
    ...pair,
    topic: onlyTopic(snapshot, answers),
  }));
  const isRuled = (pair: TaughtPair) =>
    rules.some((rule) => isSamePair(rule, pair) && (rule.topic === null || rule.topic === pair.topic));
  return called.filter((pair) => !isRuled(pair));
}

/** The topic of all those answers; null where they have none in common. */
function onlyTopic({ answers }: Pick<Snapshot, 'answers'>, keys: readonly string[]): string | null {
  const topics = new Set(keys.map((key) => answers.get(key)?.topicKey ?? null));
  return topics.size === 1 ? ([...topics][0] ?? null) : null;
}
