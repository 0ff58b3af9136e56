import type { Actor } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import {
  requireAuthority,
  requireOwnFact,
  requireUnderTopic,
  type TopicDeed,
  worksEverywhere,
} from './topic-rights.js';
import { teamKey, topicLine } from './topic-rights.store.js';

/** Throws FORBIDDEN unless the actor's team may do this to the answers of the topic; every verb that changes an answer asks it. */
export async function allowUnderTopic(db: Database, actor: Actor, deed: TopicDeed, topicId: number): Promise<void> {
  if (!worksEverywhere(actor)) requireUnderTopic(actor, deed, await topicLine(db, topicId));
}

/** Throws FORBIDDEN unless the actor's team decides on the topic or on one above it. */
export async function allowByAuthority(db: Database, actor: Actor, topicId: number): Promise<void> {
  if (!worksEverywhere(actor)) requireAuthority(actor, await topicLine(db, topicId));
}

/** Throws FORBIDDEN unless the actor is of the team that keeps the fact true; every verb that changes a fact asks it. */
export async function allowOnFact(
  db: Database,
  actor: Actor,
  fact: { readonly key: string; readonly owner_team_id: number },
): Promise<void> {
  if (worksEverywhere(actor)) return;
  requireOwnFact(actor, { key: fact.key, ownerTeam: await teamKey(db, fact.owner_team_id) });
}
