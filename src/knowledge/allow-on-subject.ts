import type { Actor } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { allowOnFact, allowUnderTopic } from './allow-under-topic.js';
import * as answers from './answer.store.js';
import * as facts from './fact.store.js';
import type { TopicDeed } from './topic-rights.js';

/** An answer or a fact, by its key. */
export type Subject =
  | { readonly kind: 'ANSWER'; readonly key: string }
  | { readonly kind: 'FACT'; readonly key: string };

/** Throws NOT_FOUND when there is no such answer or fact, and FORBIDDEN unless the actor's team may do this to it. */
export async function allowOnSubject(
  db: Database,
  actor: Actor,
  deed: TopicDeed,
  { kind, key }: Subject,
): Promise<void> {
  if (kind === 'FACT') {
    const fact = await facts.factByKey(db, key);
    if (!fact) throw new AppError('NOT_FOUND', `There is no fact named ${key.slice(0, 100)}.`);
    return allowOnFact(db, actor, fact);
  }
  const answer = await answers.answerByKey(db, key);
  if (!answer) throw new AppError('NOT_FOUND', `There is no answer named ${key.slice(0, 100)}.`);
  return allowUnderTopic(db, actor, deed, answer.topic_id);
}
