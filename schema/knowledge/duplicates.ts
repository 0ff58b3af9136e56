import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Float,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import {
  dismissDuplicate,
  type Draft,
  type DuplicateReason,
  duplicateReasons,
  duplicatesOfDraft,
  type SimilarAnswer,
  similarAnswers,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { ScopeEntryInput, scopeFrom } from '../shared/scope.js';
import { DraftType } from './draft.js';
import { DraftOutcomeUnion, saved } from './edit-answer.js';

/** In what two texts are alike, as the API names it. */
export const DuplicateReasonEnum = Object.fromEntries(duplicateReasons.map((reason) => [reason, reason]));
registerEnumType(DuplicateReasonEnum, {
  name: 'DuplicateReason',
  description: 'In what two texts are alike.',
  valuesConfig: {
    SAME_QUESTION: { description: 'They answer the same question, word for word.' },
    LIKE_QUESTION: { description: 'They answer nearly the same question.' },
    LIKE_TEXT: { description: 'They say nearly the same.' },
  },
});

@ObjectType('SimilarAnswer', { description: 'An answer that a text resembles, for the same people.' })
class SimilarAnswerType implements Omit<SimilarAnswer, 'hash'> {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => String, { description: 'Its title in the words that are alike.' })
  title!: string;

  @Field(() => Boolean, { description: 'Whether those words are published; if not they are a working copy.' })
  isPublished!: boolean;

  @Field(() => Float, { description: 'How alike they are, up to 1.' })
  similarity!: number;

  @Field(() => DuplicateReasonEnum, { description: 'In what.' })
  why!: DuplicateReason;
}

@Resolver(() => DraftType)
export class DuplicatesResolver {
  @FieldResolver(() => [SimilarAnswerType], {
    description:
      'What it seems to repeat, the most alike first, at most ten. Nothing waits for it; what was dismissed is left out until either text changes.',
  })
  duplicates(@Root() draft: Draft, @Ctx() ctx: RequestContext): Promise<readonly SimilarAnswer[]> {
    return duplicatesOfDraft(ctx, draft);
  }

  @Query(() => [SimilarAnswerType], {
    description: 'What resembles a text that is being written, the most alike first, at most ten.',
  })
  similarAnswers(
    @Ctx() ctx: RequestContext,
    @Arg('question', () => String, { description: 'The question as it stands, up to 300 characters.' })
    question: string,
    @Arg('title', () => String, { defaultValue: '', description: 'The title, up to 120 characters.' }) title: string,
    @Arg('body', () => String, { defaultValue: '', description: 'The body, up to 20,000 characters.' }) body: string,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'Its language; the source locale when not given. Working copies are in the source locale alone.',
    })
    locale: string | null | undefined,
    @Arg('scope', () => [ScopeEntryInput], {
      nullable: true,
      description: 'For whom it is: an answer for others is no duplicate. Everyone when not given.',
    })
    scope: ScopeEntryInput[] | null | undefined,
    @Arg('except', () => String, { nullable: true, description: 'The answer whose text it is.' })
    except: string | null | undefined,
  ): Promise<readonly SimilarAnswer[]> {
    return similarAnswers(ctx, {
      question,
      title,
      body,
      locale: locale ?? ctx.sourceLocale,
      scope: scopeFrom(scope),
      except: except ?? null,
    });
  }

  @Mutation(() => DraftOutcomeUnion, {
    description:
      'Says that a draft and an answer that it resembles are not the same. It holds until either text changes.',
  })
  async dismissDuplicate(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { description: 'The answer whose draft it is.' }) key: string,
    @Arg('other', () => String, { description: 'The answer that it resembles.' }) other: string,
    @Arg('expectedEdit', () => Int, { description: 'The edit you read.' }) expectedEdit: number,
  ): Promise<typeof DraftOutcomeUnion> {
    return saved(await dismissDuplicate(ctx, { key, other, expectedEdit }));
  }
}
