import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type MovedPhrasing, type PhrasingPreview, previewPhrasing, type Replay } from '../../src/demand/index.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { outcomeIn, ReplayOutcomeType, ReplayType } from './replay.js';

@ObjectType('MovedPhrasing', {
  description:
    'A phrasing that the model would take for another answer than before. Word for word it still resolves to its own; what is near to it would not.',
})
class MovedPhrasingType implements MovedPhrasing {
  @Field(() => String, { description: 'The phrasing.' })
  text!: string;

  @Field(() => String, { description: 'The key of its own answer.' })
  answer!: string;

  @Field(() => String, { nullable: true, description: 'The answer that the model takes it for now; null for none.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'The answer that it would take it for; null for none.' })
  after!: string | null;
}

@ObjectType('PhrasingPreview', { description: 'What would happen if a phrasing were added. Nothing is kept of it.' })
export class PhrasingPreviewType {
  @Field(() => [String], { description: 'The keys of other answers that are asked with the same words.' })
  takenBy!: readonly string[];

  @Field(() => ReplayType, { description: 'The questions of the last 30 days, of those the answer is for.' })
  questions!: Replay;
}

const mostShown = 10;

@Resolver(() => PhrasingPreviewType)
export class PhrasingPreviewResolver {
  @FieldResolver(() => ReplayOutcomeType, { description: 'What the text comes to now.' })
  before(@Root() { before }: PhrasingPreview): ReplayOutcomeType {
    return outcomeIn(before);
  }

  @FieldResolver(() => ReplayOutcomeType, { description: 'What it would come to.' })
  after(@Root() { after }: PhrasingPreview): ReplayOutcomeType {
    return outcomeIn(after);
  }

  @FieldResolver(() => Int, { description: 'How many phrasings the model would no longer take for their own answer.' })
  lostCount(@Root() { lost }: PhrasingPreview): number {
    return lost.length;
  }

  @FieldResolver(() => [MovedPhrasingType], { description: 'At most ten of them.' })
  lost(@Root() { lost }: PhrasingPreview): readonly MovedPhrasing[] {
    return lost.slice(0, mostShown);
  }

  @FieldResolver(() => Int, {
    description: 'How many phrasings it would take for their own answer that it does not now.',
  })
  wonCount(@Root() { won }: PhrasingPreview): number {
    return won.length;
  }

  @FieldResolver(() => [MovedPhrasingType], { description: 'At most ten of them.' })
  won(@Root() { won }: PhrasingPreview): readonly MovedPhrasing[] {
    return won.slice(0, mostShown);
  }
}

@Resolver()
export class PreviewPhrasingResolver {
  @Query(() => PhrasingPreviewType, {
    description:
      'What would happen if this text were added as a phrasing of this answer: a model is trained with it, for at most 20,000 phrasings.',
  })
  phrasingPreview(
    @Ctx() ctx: RequestContext,
    @Arg('answer', () => String, { description: "The answer's key." }) answer: string,
    @Arg('phrasing', () => String, { description: 'What would be added, up to 300 characters.' }) phrasing: string,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'Its language; the source locale when not given.',
    })
    locale: string | null | undefined,
  ): Promise<PhrasingPreview> {
    return previewPhrasing(ctx, { answer, phrasing, locale: locale ?? ctx.sourceLocale });
  }
}
