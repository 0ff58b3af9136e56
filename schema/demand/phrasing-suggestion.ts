import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Args, ArgsType, Ctx, Field, Float, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  acceptPhrasings,
  dismissPhrasings,
  justAfter,
  type PhrasingSuggestion,
  suggestPhrasings,
} from '../../src/demand/index.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';

@ObjectType({ description: 'A question of the log.' })
class SuggestedPhrasing {
  @Field(() => String, { description: 'The question.' })
  text!: string;

  @Field(() => Int, { description: 'How often it was asked.' })
  count!: number;
}

@ObjectType('PhrasingSuggestion', {
  description:
    'Like questions of the log that had no answer, were answered with low confidence, or whose customer picked one from choices. They become phrasings only when you accept them.',
})
class PhrasingSuggestionType implements PhrasingSuggestion {
  @Field(() => [SuggestedPhrasing], { description: 'At most ten of them, those asked most often first.' })
  questions!: readonly SuggestedPhrasing[];

  @Field(() => Int, { description: 'How many different questions they are.' })
  distinct!: number;

  @Field(() => Int, { description: 'How many times they were asked.' })
  count!: number;

  @Field(() => Int, { description: 'How many times there was no answer.' })
  unanswered!: number;

  @Field(() => Int, { description: 'How many times the customer picked one from choices.' })
  picked!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The key of the answer that picks, or else the model, speak for; null where nothing does.',
  })
  answer!: string | null;

  @Field(() => Float, {
    description: 'Of what was asked, the share that speaks for it, 0 to 1: a pick fully, the model by its confidence.',
  })
  confidence!: number;
}

@ArgsType()
class SuggestionWindow {
  @Field(() => DateTime, { description: 'Questions asked from then on.' })
  from!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Questions asked before then; now when not given.' })
  to?: Date | null;

  @Field(() => LocaleScalar, { nullable: true, description: 'In which language; the source locale when not given.' })
  locale?: string | null;

  @Field(() => Int, { nullable: true, description: 'The most suggestions: 1 to 50; 20 when not given.' })
  first?: number | null;
}

const usualFirst = 20;
const textsArg = { description: 'Questions of the log, word for word; at most 50.' };
const localeArg = { nullable: true, description: 'Their language; the source locale when not given.' } as const;

@Resolver()
export class PhrasingSuggestionResolver {
  @Query(() => [PhrasingSuggestionType], {
    description: 'Phrasings that the question log suggests, those asked most often first; for editors.',
  })
  phrasingSuggestions(
    @Ctx() ctx: RequestContext,
    @Args(() => SuggestionWindow) { from, to, locale, first }: SuggestionWindow,
  ): Promise<readonly PhrasingSuggestion[]> {
    const window = { locale: locale ?? ctx.sourceLocale, from, to: to ?? justAfter(ctx.now) };
    return suggestPhrasings(ctx, window, first ?? usualFirst);
  }

  @Mutation(() => Int, {
    description: 'Makes questions of the log phrasings of an answer, through the gate as any other. Gives how many.',
  })
  acceptPhrasings(
    @Ctx() ctx: RequestContext,
    @Arg('answer', () => String, { description: "The answer's key." }) answer: string,
    @Arg('texts', () => [String], textsArg) texts: string[],
    @Arg('locale', () => LocaleScalar, localeArg) locale: string | null | undefined,
  ): Promise<number> {
    return acceptPhrasings(ctx, { answer, texts, locale: locale ?? ctx.sourceLocale });
  }

  @Mutation(() => Int, {
    description: 'Keeps questions of the log from being suggested again. Gives how many were not dismissed before.',
  })
  dismissPhrasings(
    @Ctx() ctx: RequestContext,
    @Arg('texts', () => [String], textsArg) texts: string[],
    @Arg('locale', () => LocaleScalar, localeArg) locale: string | null | undefined,
  ): Promise<number> {
    return dismissPhrasings(ctx, { texts, locale: locale ?? ctx.sourceLocale });
  }
}
