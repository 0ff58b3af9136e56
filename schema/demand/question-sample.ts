import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { freezeQuestions } from '../../src/demand/index.js';
import { type QuestionSample, samplesIn } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';

@ObjectType('QuestionSample', {
  description: 'Questions of the log as they stood when somebody froze them. It is never changed.',
})
class QuestionSampleType implements QuestionSample {
  @Field(() => ID, { description: 'Names it; an item of a release takes it.' })
  id!: number;

  @Field(() => LocaleScalar, { description: 'The language in which they were asked.' })
  locale!: string;

  @Field(() => DateTime, { description: 'They were asked from here on.' })
  from!: Date;

  @Field(() => DateTime, { description: 'They were asked before this.' })
  to!: Date;

  @Field(() => Int, { description: 'How many different questions it holds.' })
  count!: number;

  @Field(() => String, { description: 'SHA-256 of its questions, in hex.' })
  hash!: string;

  @Field(() => String, { description: 'Who froze it.' })
  frozenBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  frozenAt!: Date;
}

@Resolver(() => QuestionSampleType)
export class QuestionSampleResolver {
  @Query(() => [QuestionSampleType], {
    description: 'The samples of what was asked in a language, the newest first. Their questions are not shown.',
  })
  questionSamples(
    @Ctx() ctx: RequestContext,
    @Arg('locale', () => LocaleScalar, { nullable: true, description: 'The source locale when not given.' })
    locale: string | null | undefined,
  ): Promise<readonly QuestionSample[]> {
    return samplesIn(ctx.db, locale ?? ctx.sourceLocale);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the matcher of its language learns from it now.' })
  isLearned(@Root() { id, locale }: QuestionSample, @Ctx() ctx: RequestContext): boolean {
    return ctx.snapshot.learned.get(locale)?.sample === id;
  }

  @Mutation(() => QuestionSampleType, {
    description:
      'Freezes the different questions of a window, those asked most often first, as a sample. Nothing learns from it until a release with it is published.',
  })
  freezeQuestions(
    @Ctx() ctx: RequestContext,
    @Arg('from', () => DateTime, { description: 'Asked from here on.' }) from: Date,
    @Arg('to', () => DateTime, { description: 'Asked before this.' }) to: Date,
    @Arg('locale', () => LocaleScalar, { nullable: true, description: 'The source locale when not given.' })
    locale: string | null | undefined,
    @Arg('most', () => Int, {
      nullable: true,
      description: 'At most so many questions: 1 to 10,000, and that when not given.',
    })
    most: number | null | undefined,
  ): Promise<QuestionSample> {
    return freezeQuestions(ctx, { locale: locale ?? ctx.sourceLocale, from, to, most: most ?? 10_000 });
  }
}
