import { Field, ObjectType } from 'type-graphql';
import type { Team } from '../../src/knowledge/index.js';
import type { Snapshot } from '../../src/knowledge/index.js';

@ObjectType('Team', { description: 'A team that owns or decides on knowledge.' })
export class TeamType implements Team {
  @Field(() => String, { description: 'Names the team.' })
  key!: string;

  @Field(() => String, { description: 'How people call it.' })
  name!: string;
}

/** A team of the snapshot by its key. */
export function teamOf(snapshot: Snapshot, key: string): Team {
  return snapshot.teams.get(key) ?? { key, name: key };
}
