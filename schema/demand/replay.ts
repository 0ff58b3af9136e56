import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Args, ArgsType, Ctx, Field, FieldResolver, Float, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Audience } from '../../src/access/index.js';
import {
  justAfter,
  type Replay,
  type ReplayClass,
  replayClasses,
  type ReplayedClass,
  type ReplayedQuestion,
  type ReplayedTopic,
  type ReplayOutcome,
  replayWindow,
} from '../../src/demand/index.js';
import { previewDraft, type Snapshot } from '../../src/knowledge/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { RequestContext } from '../context.js';
import { AudienceEnum, enumOf } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { type InquiryOutcome, InquiryOutcomeEnum } from './inquiry-enums.js';

export const ReplayClassEnum = enumOf('ReplayClass', 'How what a question comes to would differ.', {
  SAME_ANSWER: 'The same answer in the same words.',
  SAME_ANSWER_NEW_TEXT: 'The same answer, of which readers are shown something else.',
  OTHER_ANSWER: 'Another answer.',
  NEWLY_ANSWERED: 'An answer where there was none, or where there were choices.',
  NEWLY_UNANSWERED: 'No answer where there was one, or where there were choices.',
  NOW_CHOICES: 'Choices where there was an answer or none.',
  SAME_CHOICES: 'The same choices.',
  OTHER_CHOICES: 'Other choices.',
  STILL_UNANSWERED: 'No answer before and after.',
} satisfies Record<ReplayClass, string>);

@ObjectType('ReplayOutcome', { description: 'What a question comes to in one state.' })
export class ReplayOutcomeType {
  @Field(() => InquiryOutcomeEnum, { description: 'What it comes to.' })
  outcome!: InquiryOutcome;

  @Field(() => [String], { description: 'The key of the answer, or those of the choices; empty for no answer.' })
  answers!: readonly string[];

  @Field(() => Float, { description: 'How sure that is, 0 to 1.' })
  confidence!: number;
}

@ObjectType('ReplayedQuestion', { description: 'A question that was asked, and what it comes to.' })
export class ReplayedQuestionType {
  @Field(() => String, { description: 'The question, without what tells who asked.' })
  question!: string;

  @Field(() => AudienceEnum, { description: 'Who asked.' })
  audience!: Audience;

  @Field(() => Int, { description: 'How often it was asked.' })
  count!: number;
}

@Resolver(() => ReplayedQuestionType)
export class ReplayedQuestionResolver {
  @FieldResolver(() => ReplayOutcomeType, { description: 'What it comes to now.' })
  before(@Root() { before }: ReplayedQuestion): ReplayOutcomeType {
    return outcomeIn(before);
  }

  @FieldResolver(() => ReplayOutcomeType, { description: 'What it would come to.' })
  after(@Root() { after }: ReplayedQuestion): ReplayOutcomeType {
    return outcomeIn(after);
  }
}

@ObjectType('ReplayedClass', { description: 'The questions of one class.' })
class ReplayedClassType implements Omit<ReplayedClass, 'examples'> {
  @Field(() => ReplayClassEnum, { description: 'The class.' })
  class!: ReplayClass;

  @Field(() => Int, { description: 'How many times such questions were asked.' })
  count!: number;

  @Field(() => Int, { description: 'How many different questions they are.' })
  distinct!: number;

  @Field(() => [ReplayedQuestionType], { description: 'Those asked most often.' })
  examples!: readonly ReplayedQuestion[];
}

@ObjectType({ description: 'How often questions of one class were asked.' })
class ReplayCount {
  @Field(() => ReplayClassEnum, { description: 'The class.' })
  class!: ReplayClass;

  @Field(() => Int, { description: 'How many times.' })
  count!: number;
}

@ObjectType('ReplayedTopic', { description: 'The questions on one topic.' })
export class ReplayedTopicType {
  @Field(() => String, { nullable: true, description: "The topic's key; null for what has no answer." })
  topic!: string | null;
}

@Resolver(() => ReplayedTopicType)
export class ReplayedTopicResolver {
  @FieldResolver(() => [ReplayCount], { description: 'The classes with questions in them.' })
  counts(@Root() { counts }: ReplayedTopic): readonly ReplayCount[] {
    return replayClasses.map((name) => ({ class: name, count: counts[name] })).filter(({ count }) => count > 0);
  }
}

@ObjectType('Replay', {
  description: 'All questions of a window, asked again of what is published and of what would be.',
})
export class ReplayType implements Pick<Replay, 'questions' | 'distinct'> {
  @Field(() => Int, { description: 'How many times anything was asked.' })
  questions!: number;

  @Field(() => Int, { description: 'How many different questions that were.' })
  distinct!: number;

  @Field(() => [ReplayedClassType], { description: 'The classes with questions in them.' })
  classes!: readonly ReplayedClass[];

  @Field(() => [ReplayedTopicType], { description: 'The same by topic: that of the answer now, else of the one then.' })
  topics!: readonly ReplayedTopic[];
}

@ArgsType()
class ReplayArgs {
  @Field(() => String, { nullable: true, description: 'The release that would be published; give it or draft.' })
  release?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The answer whose draft would be published; give it or release.',
  })
  draft?: string | null;

  @Field(() => DateTime, { description: 'Questions asked from then on.' })
  from!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Questions asked before then; now when not given.' })
  to?: Date | null;

  @Field(() => LocaleScalar, {
    nullable: true,
    description: 'The language they were asked in; the source locale when not given.',
  })
  locale?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The most different questions, those asked most often first: 1 to 20,000; 10,000 when not given.',
  })
  sample?: number | null;

  @Field(() => Int, { nullable: true, description: 'The most examples of each class: 0 to 20; 5 when not given.' })
  examples?: number | null;
}

const usualSample = 10_000;
const usualExamples = 5;

@Resolver()
export class ReplayResolver {
  @Query(() => ReplayType, {
    description:
      'What a release or draft would do to those who ask: all questions of a window, by class, with examples. The first replay of a change waits for the training of its model.',
  })
  async replay(@Ctx() ctx: RequestContext, @Args(() => ReplayArgs) args: ReplayArgs): Promise<Replay> {
    return replayWindow(
      ctx,
      { before: ctx.snapshot, after: await stateWith(ctx, args) },
      {
        locale: args.locale ?? ctx.sourceLocale,
        from: args.from,
        to: args.to ?? justAfter(ctx.now),
        sample: args.sample ?? usualSample,
        examples: args.examples ?? usualExamples,
      },
    );
  }
}

function stateWith(ctx: RequestContext, { release, draft }: ReplayArgs): Promise<Snapshot> {
  if (release != null && draft == null) return ctx.releasePreviews.state(release);
  if (draft != null && release == null) return previewDraft(ctx, draft);
  throw new AppError('BAD_INPUT', 'Give release or draft: one of the two is replayed.');
}

/** An outcome in the form of the schema. */
export function outcomeIn(outcome: ReplayOutcome): ReplayOutcomeType {
  const { confidence } = outcome;
  switch (outcome.outcome) {
    case 'answered':
      return { outcome: 'ANSWERED', answers: [outcome.answer], confidence };
    case 'choices':
      return { outcome: 'CHOICES', answers: outcome.choices, confidence };
    default:
      return { outcome: 'NO_ANSWER', answers: [], confidence };
  }
}
