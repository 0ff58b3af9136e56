import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import {
  type ChannelOfRelease,
  type ReleasePropagation,
  releasePropagation,
  type StillOld,
} from '../../src/consistency/index.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { checkedChannel } from './checked-channel.js';
import { PropagationType, propagationView } from './propagation.js';

@ObjectType('StillOld', { description: 'An answer of which a channel still says what was published before.' })
class StillOldType implements StillOld {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => DateTime, { nullable: true, description: 'When the channel was last heard.' })
  heardAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Where a person would look at it.' })
  address!: string | null;

  @Field(() => String, { nullable: true, description: 'What it said then.' })
  text!: string | null;
}

@ObjectType('ChannelOfRelease', {
  description: 'How far a release has come on one channel: of how many answers it says what.',
})
class ChannelOfReleaseType implements Omit<ChannelOfRelease, 'channel'> {
  @Field(() => ChannelType, { description: 'The channel.' })
  channel!: ChannelType;

  @Field(() => Int, { description: 'Nothing in what it says contradicts what is published.' })
  saysNew!: number;

  @Field(() => Int, { description: 'It still says what was published before.' })
  saysOld!: number;

  @Field(() => Int, { description: 'It says something else.' })
  saysOther!: number;

  @Field(() => Int, { description: 'It says nothing of it.' })
  silent!: number;

  @Field(() => Int, { description: 'Nobody has looked since.' })
  unseen!: number;

  @Field(() => [StillOldType], { description: 'The answers that it still says as they were.' })
  stillOld!: readonly StillOld[];
}

@ObjectType('ReleasePropagation', { description: 'How far a release has come over all channels.' })
class ReleasePropagationType implements Omit<ReleasePropagation, 'channels' | 'answers'> {
  @Field(() => String, { description: "The release's key." })
  release!: string;

  @Field(() => DateTime, { description: 'When it was published.' })
  publishedAt!: Date;

  @Field(() => [PropagationType], {
    description: 'The answers that it changed, by a version or by the value of a fact, in key order.',
  })
  answers!: readonly PropagationType[];

  @Field(() => [String], { description: 'The answers that it will change on a day which has not come.' })
  waiting!: readonly string[];

  @Field(() => Int, {
    description:
      'How many answers it touches. At most 200 are followed, in key order: those beyond that may be touched are only counted here.',
  })
  total!: number;

  @Field(() => [ChannelOfReleaseType], { description: 'Each channel, in the order of the matrix.' })
  channels!: readonly ChannelOfReleaseType[];
}

@Resolver()
export class ReleasePropagationResolver {
  @Query(() => ReleasePropagationType, {
    nullable: true,
    description:
      'Who says by now what a release published, and who still says the old values; null when there is no such release, or it is not published or was taken back. Translations are not followed. It follows at most 200 answers, one after the other.',
  })
  async releasePropagation(
    @Ctx() ctx: RequestContext,
    @Arg('release', () => String, { description: "The release's key." }) release: string,
  ): Promise<ReleasePropagationType | null> {
    const found = await releasePropagation(ctx, ctx.actor, release);
    return (
      found && {
        ...found,
        answers: found.answers.map((one) => propagationView(ctx, one)),
        channels: found.channels.map((one) => ({ ...one, channel: checkedChannel(ctx, one.channel) })),
      }
    );
  }
}
