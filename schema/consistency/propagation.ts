import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { type ChannelPropagation, type Propagation, propagation } from '../../src/consistency/index.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { enumOf } from '../shared/enums.js';
import { checkedChannel } from './checked-channel.js';

const ChannelVoiceEnum = enumOf('ChannelVoice', 'What a channel says after a publication.', {
  NEW: 'Nothing in it contradicts what is published.',
  OLD: 'What was published before: by its receipt, or because its words agree with the old answer where they disagree with the new one.',
  OTHER: 'Neither.',
  SILENT: 'Nothing: it had no answer, or the question is not for it.',
  UNSEEN: 'Nobody has looked since.',
} satisfies Record<ChannelPropagation['says'], string>);

const VisibleByEnum = enumOf('VisibleBy', 'How we know that a channel shows what was published.', {
  OBSERVATION: 'The checker saw it there.',
  DELIVERY: 'The channel told a customer.',
} satisfies Record<NonNullable<ChannelPropagation['visibleBy']>, string>);

@ObjectType('ChannelPropagation', { description: 'How far a publication has come on one channel.' })
export class ChannelPropagationType implements Omit<ChannelPropagation, 'channel'> {
  @Field(() => ChannelType, { description: 'The channel.' })
  channel!: ChannelType;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The first observation or delivery with what was published; null while there is none.',
  })
  visibleAt!: Date | null;

  @Field(() => VisibleByEnum, { nullable: true, description: 'Which of the two it is.' })
  visibleBy!: ChannelPropagation['visibleBy'];

  @Field(() => Float, { nullable: true, description: 'Hours from the publication until then.' })
  editToVisibleHours!: number | null;

  @Field(() => ChannelVoiceEnum, {
    description: 'What it says as it was last heard; OLD = it still says the old value.',
  })
  says!: ChannelPropagation['says'];

  @Field(() => DateTime, { nullable: true, description: 'When it was last heard since the publication.' })
  heardAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Where a person would look at it.' })
  address!: string | null;

  @Field(() => String, { nullable: true, description: 'What it said then.' })
  text!: string | null;
}

@ObjectType('Propagation', { description: 'How far a publication has come over all channels.' })
export class PropagationType implements Omit<Propagation, 'channels'> {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => Int, { description: 'The version.' })
  version!: number;

  @Field(() => DateTime, {
    description: 'From when on customers were to read it: a version, or the value of a fact in it.',
  })
  publishedAt!: Date;

  @Field(() => [ChannelPropagationType], { description: 'Each channel, in the order of the matrix.' })
  channels!: readonly ChannelPropagationType[];
}

@Resolver()
export class PropagationResolver {
  @Query(() => PropagationType, {
    nullable: true,
    description:
      'Who says by now what was published, and who still says the old value; null when there is no such answer for you, or that version was never in effect.',
  })
  async propagation(
    @Ctx() ctx: RequestContext,
    @Arg('answer', () => String, { description: "The answer's key." }) answer: string,
    @Arg('version', () => Int, {
      nullable: true,
      description:
        'The version whose way is followed; when not given, what was published last: a version or a fact value.',
    })
    version: number | null | undefined,
  ): Promise<PropagationType | null> {
    const found = await propagation(ctx, ctx.actor, { answer, version: version ?? null });
    return found && propagationView(ctx, found);
  }
}

/** A publication's way as the API shows it. */
export function propagationView(ctx: RequestContext, found: Propagation): PropagationType {
  const channels = found.channels.map((one) => ({ ...one, channel: checkedChannel(ctx, one.channel) }));
  return { ...found, channels };
}
