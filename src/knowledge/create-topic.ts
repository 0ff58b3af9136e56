import { type Actor, allow } from '../access/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';
import * as store from './answer.store.js';
import type { Topic } from './snapshot.js';
import { switched, switchPublished } from './switch-published.js';

/** Adds a topic to the tree; its parent and both teams must exist. */
export async function createTopic(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  topic: Topic,
): Promise<void> {
  allow(ctx.actor, 'administer');
  await switchPublished(ctx, 'topic.created', topic.key, async ({ tx, moment }) => {
    const parent = topic.parentKey === null ? null : await store.topicByKey(tx, topic.parentKey);
    if (parent === undefined) throw new AppError('NOT_FOUND', `parentKey names no topic: ${topic.parentKey}.`);
    await store.insertTopic(tx, {
      key: topic.key,
      name: requireText('name', topic.name, { max: 120 }),
      parent_id: parent?.id ?? null,
      owner_team_id: await teamId(tx, topic.ownerTeam),
      authority_team_id: await teamId(tx, topic.authorityTeam),
      demand_class: topic.demandClass,
      service_level_hours: topic.serviceLevelHours,
      recorded_at: moment,
    });
    return switched(undefined);
  });
}

/** The id of a team that must exist. */
export async function teamId(db: Database, key: string): Promise<number> {
  const team = await store.teamByKey(db, key);
  if (!team) throw new AppError('NOT_FOUND', `There is no team named ${key}.`);
  return team.id;
}
