import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  itemsOfRelease,
  type Release,
  type ReleaseItem,
  type ReleaseItemKind,
  releaseOfKey,
  releasesIn,
  type ReleaseState,
  stepsOfRelease,
  type Thresholds,
  type Transition,
  type Verdict,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { type Connection, connectionFrom, connectionType, PageArgs } from '../shared/connection.js';
import { ThresholdsType } from '../shared/thresholds.js';
import { ReleaseItemKindEnum, ReleaseStateEnum } from './release-enums.js';

@ObjectType('ReleasePhrasings', { description: 'Phrasings that begin and end with a release.' })
class ReleasePhrasingsType {
  @Field(() => [String], { description: 'Those that begin.' })
  add!: readonly string[];

  @Field(() => [String], { description: 'Those that end.' })
  remove!: readonly string[];

  @Field(() => [String], { description: 'Texts that from then on do not ask for the answer.' })
  addNegative!: readonly string[];

  @Field(() => [String], { description: 'Negative phrasings that end.' })
  removeNegative!: readonly string[];
}

@ObjectType('ReleaseQuestions', {
  description: 'Questions of the log that the matcher learns from, as a release brings them.',
})
class ReleaseQuestionsType {
  @Field(() => ID, { nullable: true, description: 'The sample; null = it learns from none any more.' })
  sample!: number | null;
}

@ObjectType('ReleaseThresholds', { description: 'Thresholds of the matcher, as a release brings them.' })
class ReleaseThresholdsType {
  @Field(() => ThresholdsType, { nullable: true, description: 'The thresholds; null = the default again.' })
  thresholds!: Thresholds | null;
}

@ObjectType('ReleaseTranslation', {
  description: 'The words of an answer in another language, as a release brings them.',
})
class ReleaseTranslationType {
  @Field(() => String, { description: 'The question.' })
  question!: string;

  @Field(() => String, { description: 'The title.' })
  title!: string;

  @Field(() => String, { description: 'The body.' })
  body!: string;

  @Field(() => String, { description: 'The short form.' })
  short!: string;

  @Field(() => Boolean, { description: 'Whether a machine made them.' })
  machine!: boolean;
}

@ObjectType('ReleaseItem', { description: 'One change in a release.' })
class ReleaseItemType implements ReleaseItem {
  @Field(() => ID, { description: 'Names it; removeFromRelease takes it.' })
  id!: number;

  @Field(() => ReleaseItemKindEnum, { description: 'What it is.' })
  kind!: ReleaseItemKind;

  @Field(() => String, {
    nullable: true,
    description: 'The answer; null for a statement about a fact and for what the matcher is told.',
  })
  answerKey!: string | null;

  @Field(() => String, { nullable: true, description: 'The fact; null for everything else.' })
  factKey!: string | null;

  @Field(() => ID, { nullable: true, description: 'The statement about the fact.' })
  statement!: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The language of phrasings, a translation, thresholds and questions; of thresholds null = every language.',
  })
  locale!: string | null;

  @Field(() => ReleasePhrasingsType, { nullable: true, description: 'The phrasings.' })
  phrasings!: ReleaseItem['phrasings'];

  @Field(() => ReleaseTranslationType, { nullable: true, description: 'The words of a translation.' })
  translation!: ReleaseItem['translation'];

  @Field(() => ReleaseThresholdsType, { nullable: true, description: "The matcher's thresholds." })
  thresholds!: ReleaseItem['thresholds'];

  @Field(() => ReleaseQuestionsType, { nullable: true, description: 'The questions that are learned from.' })
  questions!: ReleaseItem['questions'];

  @Field(() => String, { description: 'Who put it in.' })
  addedBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  addedAt!: Date;
}

@ObjectType('ReleaseVerdict', { description: 'What the gate said last of a release that waits for its publication.' })
class VerdictType implements Omit<Verdict, 'sequence'> {
  @Field(() => Int, { description: 'The edit of the release that was judged.' })
  edit!: number;

  @Field(() => [String], { description: 'Why it may not be published; empty = it may.' })
  obstacles!: readonly string[];

  @Field(() => Int, { name: 'snapshotSequence', description: 'The published state against which it was judged.' })
  sequence!: number;
}

@ObjectType('ReleaseTransition', { description: 'A step of a release from one state to another.' })
class ReleaseTransitionType implements Transition {
  @Field(() => String, { nullable: true, description: 'The state it left; null = it was created.' })
  from!: string | null;

  @Field(() => String, { description: 'The state it came to.' })
  to!: string;

  @Field(() => String, { description: 'Who took the step.' })
  actor!: string;

  @Field(() => String, { description: 'Why.' })
  note!: string;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;
}

@ObjectType('Release', {
  description: 'A named set of changes that are previewed, published and rolled back as a whole.',
})
export class ReleaseType implements Omit<Release, 'id' | 'verdict'> {
  @Field(() => String, { description: 'Names the release for ever; every read takes it for a preview.' })
  key!: string;

  @Field(() => String, { description: 'Its name for people.' })
  name!: string;

  @Field(() => ReleaseStateEnum, { description: 'Where it stands.' })
  state!: ReleaseState;

  @Field(() => Int, {
    description: 'Grows by one with every change of it; name it as expectedEdit so that nobody is overwritten.',
  })
  edit!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it is published; null = not at a set time.' })
  effectiveAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was not published at its time.' })
  failure!: string | null;

  @Field(() => VerdictType, {
    nullable: true,
    name: 'gate',
    description: 'What the gate said last, kept current while it waits for its publication; null before its approval.',
  })
  verdict!: Verdict | null;

  @Field(() => String, { description: 'Who made it.' })
  createdBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  createdAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who approved it.' })
  approvedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When.' })
  approvedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who published it; "system" at its set time.' })
  publishedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When.' })
  publishedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who took it back.' })
  rolledBackBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When.' })
  rolledBackAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'The published state that it made.' })
  snapshotSequence!: number | null;
}

const ReleaseConnection = connectionType('Release', ReleaseType);

@ArgsType()
class ReleasesArgs extends PageArgs {
  @Field(() => ReleaseStateEnum, { nullable: true, description: 'Only releases that stand there.' })
  state?: ReleaseState | null;
}

@Resolver(() => ReleaseType)
export class ReleaseResolver {
  @Query(() => ReleaseType, { nullable: true, description: 'One release, or null when there is none of that key.' })
  release(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: 'Its key.' }) key: string,
  ): Promise<Release | null> {
    return releaseOfKey(ctx.db, key);
  }

  @Query(() => ReleaseConnection, { description: 'Releases, the newest first.' })
  async releases(
    @Ctx() ctx: RequestContext,
    @Args(() => ReleasesArgs) args: ReleasesArgs,
  ): Promise<Connection<Release>> {
    return connectionFrom(await releasesIn(ctx.db, args.state ?? null), args);
  }

  @FieldResolver(() => [ReleaseItemType], { description: 'What is in it, in the order in which it is carried out.' })
  items(@Root() { id }: Release, @Ctx() ctx: RequestContext): Promise<readonly ReleaseItem[]> {
    return itemsOfRelease(ctx.db, id);
  }

  @FieldResolver(() => [String], {
    description:
      'Why it could not be published now, found by trying; empty = nothing stands in the way, or it is behind us. Cheaper for many: gate.',
  })
  obstacles(@Root() release: Release, @Ctx() ctx: RequestContext): Promise<readonly string[]> {
    return ctx.releasePreviews.obstacles(release.key);
  }

  @FieldResolver(() => [ReleaseTransitionType], { description: 'Every step of it, the oldest first.' })
  transitions(@Root() { id }: Release, @Ctx() ctx: RequestContext): Promise<readonly Transition[]> {
    return stepsOfRelease(ctx.db, id);
  }
}
