import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { TopicTeams } from './topic-rights.js';

/** A topic and its parents with their teams, nearest first. */
export async function topicLine(db: Database, topicId: number): Promise<readonly TopicTeams[]> {
  const { rows } = await sql<TopicTeams>`
    with recursive line as (
      select topic.*, 0 as height from topic where id = ${topicId}
      union all
      select topic.*, line.height + 1 from topic join line on topic.id = line.parent_id
    )
    select line.name, owner.key as "ownerTeam", authority.key as "authorityTeam"
    from line
    join team as owner on owner.id = line.owner_team_id
    join team as authority on authority.id = line.authority_team_id
    order by height`.execute(db);
  return rows;
}

/** The key of a team by its number. */
export async function teamKey(db: Database, teamId: number): Promise<string> {
  return (await db.selectFrom('team').select('key').where('id', '=', teamId).executeTakeFirstOrThrow()).key;
}
