import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor, Audience } from '../../src/access/index.js';
import { type Team, visibleAnswers } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { asOfArg, AsOfInput, releaseArg } from '../knowledge/as-of.js';
import { TeamType, teamOf } from '../knowledge/team.js';
import { instantsOf, snapshotAt } from '../knowledge/views.js';
import { AudienceEnum } from '../shared/enums.js';

@ObjectType('Viewer', { description: 'Who is asking, as the credential says.' })
export class ViewerType implements Pick<Actor, 'name' | 'displayName' | 'audience'> {
  @Field(() => String, { description: "How records name the caller: an account's key, a channel's key, or anonymous." })
  name!: string;

  @Field(() => String, { description: 'How people call the caller.' })
  displayName!: string;

  @Field(() => String, { description: 'The part the caller plays; what each may do stands in the policy table.' })
  role!: string;

  @Field(() => AudienceEnum, { description: 'The most that the caller may see.' })
  audience!: Audience;
}

@ObjectType({ description: 'The published state that this node serves.' })
export class SnapshotInfo {
  @Field(() => Int, { description: 'Its number; it grows with every change of what is published.' })
  sequence!: number;

  @Field(() => DateTime, { description: 'The instant whose truth it shows.' })
  validAt!: Date;

  @Field(() => DateTime, { description: 'What was recorded by then is what it knows.' })
  knownAt!: Date;

  @Field(() => Int, { description: 'How many answers you may see in it.' })
  answers!: number;
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who you are to this API.' })
  viewer(@Ctx() ctx: RequestContext): Actor {
    return ctx.actor;
  }

  @FieldResolver(() => TeamType, { nullable: true, description: "A staff account's team." })
  team(@Root() actor: Actor, @Ctx() ctx: RequestContext): Team | null {
    return actor.team === null ? null : teamOf(ctx.snapshot, actor.team);
  }

  @Query(() => SnapshotInfo, { description: 'The published state that this reply was made from.' })
  async snapshot(
    @Ctx() ctx: RequestContext,
    @Arg('asOf', () => AsOfInput, asOfArg) asOf: AsOfInput | null | undefined,
    @Arg('release', () => String, releaseArg) release: string | null | undefined,
  ): Promise<SnapshotInfo> {
    const snapshot = await snapshotAt(ctx, asOf, release);
    const { validAt, knownAt } = asOf ? instantsOf(ctx, asOf) : snapshot;
    return { sequence: snapshot.sequence, validAt, knownAt, answers: visibleAnswers(snapshot, ctx.actor).length };
  }
}
