import { Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Arg } from 'type-graphql';
import { isServable, type Snapshot, type Team, type Topic, visibleAnswers } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { DemandClassEnum } from '../shared/enums.js';
import { AnswerType } from './answer.js';
import { TeamType, teamOf } from './team.js';
import type { AnswerView } from './views.js';

@ObjectType('Topic', { description: 'A node of the topic tree, under which answers stand.' })
export class TopicType implements Pick<Topic, 'key' | 'name' | 'demandClass' | 'serviceLevelHours'> {
  @Field(() => String, { description: 'Names the topic; dots join the levels.' })
  key!: string;

  @Field(() => String, { description: 'Its name for people.' })
  name!: string;

  @Field(() => DemandClassEnum, { description: 'What should become of the demand under it.' })
  demandClass!: Topic['demandClass'];

  @Field(() => Int, { description: 'Within how many hours an inquiry should be answered.' })
  serviceLevelHours!: number;
}

@Resolver(() => TopicType)
export class TopicResolver {
  @Query(() => [TopicType], { description: 'All topics that hold an answer for you, parents before children.' })
  topics(@Ctx() ctx: RequestContext): readonly Topic[] {
    return visibleTopics(ctx);
  }

  @Query(() => TopicType, { nullable: true, description: 'One topic, or null.' })
  topic(@Ctx() ctx: RequestContext, @Arg('key', () => String, { description: 'Its key.' }) key: string): Topic | null {
    return visibleTopics(ctx).find((topic) => topic.key === key) ?? null;
  }

  @FieldResolver(() => TopicType, { nullable: true, description: 'The topic above it.' })
  parent(@Root() topic: Topic, @Ctx() ctx: RequestContext): Topic | null {
    return (topic.parentKey && ctx.snapshot.topics.get(topic.parentKey)) || null;
  }

  @FieldResolver(() => [TopicType], { description: 'The topics below it.' })
  children(@Root() topic: Topic, @Ctx() ctx: RequestContext): readonly Topic[] {
    return visibleTopics(ctx).filter((child) => child.parentKey === topic.key);
  }

  @FieldResolver(() => TeamType, { description: 'The team that writes.' })
  owner(@Root() topic: Topic, @Ctx() ctx: RequestContext): Team {
    return teamOf(ctx.snapshot, topic.ownerTeam);
  }

  @FieldResolver(() => TeamType, { description: 'The team that decides.' })
  authority(@Root() topic: Topic, @Ctx() ctx: RequestContext): Team {
    return teamOf(ctx.snapshot, topic.authorityTeam);
  }

  @FieldResolver(() => [AnswerType], {
    description: 'The answers directly under it that customers ask for and that can be shown, in key order.',
  })
  answers(@Root() topic: Topic, @Ctx() ctx: RequestContext): readonly AnswerView[] {
    return visibleAnswers(ctx.snapshot, ctx.actor)
      .filter(
        (answer) => answer.topicKey === topic.key && answer.phrasings.size > 0 && isServable(ctx.snapshot, answer),
      )
      .map((answer) => ({ answer, snapshot: ctx.snapshot, locale: ctx.sourceLocale, channel: null }));
  }
}

function visibleTopics(ctx: RequestContext): readonly Topic[] {
  const held = new Set(
    visibleAnswers(ctx.snapshot, ctx.actor).flatMap((answer) => withParents(ctx.snapshot, answer.topicKey)),
  );
  return [...ctx.snapshot.topics.values()].filter((topic) => held.has(topic.key) || ctx.actor.audience === 'STAFF');
}

function withParents(snapshot: Snapshot, key: string): readonly string[] {
  const parent = snapshot.topics.get(key)?.parentKey;
  return parent ? [key, ...withParents(snapshot, parent)] : [key];
}
