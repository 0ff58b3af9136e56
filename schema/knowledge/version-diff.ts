import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import {
  type Claim,
  compareVersions,
  type DiffSegment,
  type FactDifference,
  type RenditionDifference,
  type VersionSide,
  type VersionsDifference,
  type WordsDifference,
} from '../../src/consistency/index.js';
import { may } from '../../src/access/index.js';
import type { Rendition } from '../../src/channels/index.js';
import { answerAtVersion, visibleAnswer } from '../../src/knowledge/index.js';
import { RenditionType } from '../channels/rendition.js';
import { SpanType } from '../consistency/difference.js';
import { channelOf, governedChannelsOf, placeOf, type RequestContext } from '../context.js';
import { DiffSegmentKindEnum } from './history-enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { snapshotAt } from './views.js';

@ObjectType('DiffSegment', {
  description: 'A stretch of two texts: in both, only in the first, or only in the second.',
})
export class DiffSegmentType implements DiffSegment {
  @Field(() => DiffSegmentKindEnum, { description: 'In which of the two it stands.' })
  kind!: DiffSegment['kind'];

  @Field(() => String, { description: 'The words.' })
  text!: string;
}

@ObjectType('VersionSide', { description: 'One side of a comparison.' })
export class VersionSideType implements VersionSide {
  @Field(() => Int, { description: "The version's number." })
  number!: number;

  @Field(() => DateTime, { description: 'When it took effect: its facts and links are those of that moment.' })
  at!: Date;

  @Field(() => String, { description: 'The language in which it was read.' })
  locale!: string;

  @Field(() => Boolean, { description: 'Whether that is another language than the one asked for.' })
  isFallback!: boolean;
}

@ObjectType('WordsDifference', {
  description: 'How one part of the words differs, as it was written, with its embeds.',
})
export class WordsDifferenceType implements WordsDifference {
  @Field(() => String, { description: 'Which part: question, title, body or short.' })
  part!: WordsDifference['part'];

  @Field(() => [DiffSegmentType], {
    description: 'SAME and REMOVED in their order are the first text to the letter, SAME and ADDED the second.',
  })
  segments!: readonly DiffSegment[];
}

@ObjectType('FactDifference', {
  description: 'A fact that either version shows, in words; null = it is not shown there.',
})
export class FactDifferenceType implements FactDifference {
  @Field(() => String, { description: "The fact's key." })
  key!: string;

  @Field(() => String, { nullable: true, description: 'What the first said.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'What the second says.' })
  after!: string | null;
}

@ObjectType('Claim', { description: 'A typed statement that stands in a text.' })
export class ClaimType implements Claim {
  @Field(() => String, { description: 'Its type, such as money, duration or assertion.' })
  type!: string;

  @Field(() => String, { description: 'What it says, in a form in which equal claims are equal.' })
  value!: string;

  @Field(() => String, { description: 'The words.' })
  text!: string;

  @Field(() => SpanType, { description: 'Where they stand in the plain text of the help page.' })
  span!: Claim['span'];

  @Field(() => String, { description: 'Whether the text says, affirms or denies it.' })
  modality!: Claim['modality'];
}

@ObjectType('RenditionDifference', { description: 'What one channel showed of both versions.' })
export class RenditionDifferenceType implements RenditionDifference {
  @Field(() => String, { description: 'The channel.' })
  channel!: string;

  @Field(() => Boolean, { description: 'Whether it showed the same to the letter.' })
  same!: boolean;

  @Field(() => RenditionType, { nullable: true, description: 'The first; null when the channel could not show it.' })
  before!: Rendition | null;

  @Field(() => RenditionType, { nullable: true, description: 'The second; null when the channel cannot show it.' })
  after!: Rendition | null;

  @Field(() => [DiffSegmentType], { description: 'How its texts differ, word by word.' })
  segments!: readonly DiffSegment[];
}

@ObjectType('VersionsDifference', { description: 'Everything in which two versions of an answer differ for a reader.' })
export class VersionsDifferenceType implements VersionsDifference {
  @Field(() => VersionSideType, { description: 'The first.' })
  from!: VersionSide;

  @Field(() => VersionSideType, { description: 'The second.' })
  to!: VersionSide;

  @Field(() => [WordsDifferenceType], { description: 'What was written, part by part.' })
  words!: readonly WordsDifference[];

  @Field(() => [FactDifferenceType], { description: 'The facts that either shows, each at its time.' })
  facts!: readonly FactDifference[];

  @Field(() => [ClaimType], { description: 'What the first claims and the second does not.' })
  claimsRemoved!: readonly Claim[];

  @Field(() => [ClaimType], { description: 'What the second claims and the first does not.' })
  claimsAdded!: readonly Claim[];

  @Field(() => [RenditionDifferenceType], { description: 'What each channel made of them.' })
  renditions!: readonly RenditionDifference[];
}

@Resolver()
export class VersionDiffResolver {
  @Query(() => VersionsDifferenceType, {
    nullable: true,
    description:
      'Compares any two versions of an answer, each with the facts of the moment at which it took effect; null when there is no such answer or version for you.',
  })
  async diff(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: "The answer's key." }) key: string,
    @Arg('from', () => Int, { description: 'The number of the first version.' }) from: number,
    @Arg('to', () => Int, { description: 'The number of the second.' }) to: number,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'In which language; the source locale when not given.',
    })
    locale: string | null | undefined,
    @Arg('channel', () => String, {
      nullable: true,
      description: 'Renditions for this channel, or network of one, only; for every governed one when not given.',
    })
    channel: string | null | undefined,
  ): Promise<VersionsDifference | null> {
    if (!mayCompare(ctx, key)) return null;
    const channels = channel ? [placeOf(ctx, channel)] : governedChannelsOf(ctx);
    const [first, second] = [await versionAt(ctx, key, from), await versionAt(ctx, key, to)];
    if (!first || !second) return null;
    return compareVersions(
      { ...ctx, channels, wholePage: channelOf(ctx, null) },
      { from: first, to: second, locale: locale ?? ctx.sourceLocale },
    );
  }
}

/** Editors compare also what is retired and what waits for its day. */
function mayCompare(ctx: RequestContext, key: string): boolean {
  return may(ctx.actor, 'read the past and the future') || visibleAnswer(ctx.snapshot, ctx.actor, key) !== null;
}

function versionAt(ctx: RequestContext, key: string, number: number) {
  const { knownAt } = ctx.snapshot;
  const validAt = may(ctx.actor, 'read the past and the future') ? endOfTime : ctx.snapshot.validAt;
  const stateAt = (at: Date) => snapshotAt(ctx, { validAt: at, knownAt: at });
  return answerAtVersion({ ...ctx, stateAt }, { key, number, validAt, knownAt });
}

const endOfTime = new Date(8.64e15);
