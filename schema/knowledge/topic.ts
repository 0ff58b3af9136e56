import { Arg, Ctx, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { isServable, type Snapshot, type Team, type Topic, visibleAnswers } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { DemandClassEnum } from '../shared/enums.js';
import { AnswerType } from './answer.js';
import { asOfArg, AsOfInput, releaseArg } from './as-of.js';
import { TeamType, teamOf } from './team.js';
import { type AnswerView, snapshotAt, type TopicView } from './views.js';

@ObjectType('Topic', { description: 'A node of the topic tree, under which answers stand.' })
export class TopicType {}

@Resolver(() => TopicType)
export class TopicResolver {
  @Query(() => [TopicType], { description: 'All topics that hold an answer for you, parents before children.' })
  async topics(
    @Ctx() ctx: RequestContext,
    @Arg('asOf', () => AsOfInput, asOfArg) asOf: AsOfInput | null | undefined,
    @Arg('release', () => String, releaseArg) release: string | null | undefined,
  ): Promise<readonly TopicView[]> {
    return visibleTopics(ctx, await snapshotAt(ctx, asOf, release));
  }

  @Query(() => TopicType, { nullable: true, description: 'One topic, or null.' })
  async topic(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: 'Its key.' }) key: string,
    @Arg('asOf', () => AsOfInput, asOfArg) asOf: AsOfInput | null | undefined,
    @Arg('release', () => String, releaseArg) release: string | null | undefined,
  ): Promise<TopicView | null> {
    return visibleTopics(ctx, await snapshotAt(ctx, asOf, release)).find(({ topic }) => topic.key === key) ?? null;
  }

  @FieldResolver(() => String, { description: 'Names the topic; dots join the levels.' })
  key(@Root() { topic }: TopicView): string {
    return topic.key;
  }

  @FieldResolver(() => String, { description: 'Its name for people.' })
  name(@Root() { topic }: TopicView): string {
    return topic.name;
  }

  @FieldResolver(() => DemandClassEnum, { description: 'What should become of the demand under it.' })
  demandClass(@Root() { topic }: TopicView): Topic['demandClass'] {
    return topic.demandClass;
  }

  @FieldResolver(() => Int, { description: 'Within how many hours an inquiry should be answered.' })
  serviceLevelHours(@Root() { topic }: TopicView): number {
    return topic.serviceLevelHours;
  }

  @FieldResolver(() => TopicType, { nullable: true, description: 'The topic above it.' })
  parent(@Root() { topic, snapshot }: TopicView): TopicView | null {
    return topicView(snapshot, topic.parentKey);
  }

  @FieldResolver(() => [TopicType], { description: 'The topics below it.' })
  children(@Root() { topic, snapshot }: TopicView, @Ctx() ctx: RequestContext): readonly TopicView[] {
    return visibleTopics(ctx, snapshot).filter((child) => child.topic.parentKey === topic.key);
  }

  @FieldResolver(() => TeamType, { description: 'The team that writes.' })
  owner(@Root() { topic, snapshot }: TopicView): Team {
    return teamOf(snapshot, topic.ownerTeam);
  }

  @FieldResolver(() => TeamType, { description: 'The team that decides.' })
  authority(@Root() { topic, snapshot }: TopicView): Team {
    return teamOf(snapshot, topic.authorityTeam);
  }

  @FieldResolver(() => [AnswerType], {
    description: 'The answers directly under it that customers ask for and that can be shown, in key order.',
  })
  answers(@Root() { topic, snapshot }: TopicView, @Ctx() ctx: RequestContext): readonly AnswerView[] {
    return visibleAnswers(snapshot, ctx.actor)
      .filter((answer) => answer.topicKey === topic.key && answer.phrasings.size > 0 && isServable(snapshot, answer))
      .map((answer) => ({ answer, snapshot, locale: ctx.sourceLocale, channel: null }));
  }
}

/** A topic of a snapshot as the API shows it, or null. */
export function topicView(snapshot: Snapshot, key: string | null): TopicView | null {
  const topic = key === null ? undefined : snapshot.topics.get(key);
  return topic ? { topic, snapshot } : null;
}

function visibleTopics(ctx: RequestContext, snapshot: Snapshot): readonly TopicView[] {
  const held = new Set(visibleAnswers(snapshot, ctx.actor).flatMap((answer) => withParents(snapshot, answer.topicKey)));
  return [...snapshot.topics.values()]
    .filter((topic) => held.has(topic.key) || ctx.actor.audience === 'STAFF')
    .map((topic) => ({ topic, snapshot }));
}

function withParents(snapshot: Snapshot, key: string): readonly string[] {
  const parent = snapshot.topics.get(key)?.parentKey;
  return parent ? [key, ...withParents(snapshot, parent)] : [key];
}
