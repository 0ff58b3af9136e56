import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type Audience, narrowed } from '../../src/access/index.js';
import type {
  ConfusablePair,
  Confused,
  ConfusionKind,
  confusionKinds,
  ConfusionReport,
} from '../../src/matching/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { RequestContext } from '../context.js';
import { AudienceEnum, enumOf } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';

export const ConfusionKindEnum = enumOf('ConfusionKind', 'What two answers that are taken for each other may be.', {
  DUPLICATES: 'One answer written twice: a fifth of the phrasings or more are taken for the other’s, both ways.',
  BY_SCOPE: 'Answers of which never both apply to one asker: the scope tells them apart, not the words.',
  OVERLAP: 'Answers that are cut badly, or phrasings that stand with the wrong one.',
} satisfies Record<(typeof confusionKinds)[number], string>);

@ObjectType('ConfusedAnswer', { description: 'One answer of a pair.' })
class ConfusedAnswerType implements Confused {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => Int, { description: 'How many of its phrasings were asked.' })
  asked!: number;

  @Field(() => Int, { description: "How many of them were taken for the other's." })
  mistaken!: number;

  @Field(() => [String], { description: 'At most five of these, in the form in which they are compared.' })
  examples!: readonly string[];
}

@ObjectType('ConfusablePair', { description: "Two answers whose phrasings are taken for each other's." })
class ConfusablePairType implements ConfusablePair {
  @Field(() => ConfusionKindEnum, { description: 'What they may be.' })
  kind!: ConfusionKind;

  @Field(() => Int, { description: 'How many phrasings were mistaken, both ways.' })
  count!: number;

  @Field(() => ConfusedAnswerType, { description: 'The one whose key comes first.' })
  one!: Confused;

  @Field(() => ConfusedAnswerType, { description: 'The other.' })
  other!: Confused;
}

@ObjectType('ConfusionReport', {
  description: 'What phrasings are taken for by models that have not learned them: each is left out in turn.',
})
export class ConfusionReportType implements Omit<ConfusionReport, 'pairs'> {
  @Field(() => String, { description: 'The model it is about.' })
  modelId!: string;

  @Field(() => Int, { description: 'How many phrasings were asked.' })
  asked!: number;

  @Field(() => Int, { description: 'How many were taken for their own answer.' })
  right!: number;
}

const mostPairs = 100;

@Resolver(() => ConfusionReportType)
export class ConfusionReportResolver {
  @FieldResolver(() => [ConfusablePairType], { description: 'Those most often confused first.' })
  pairs(
    @Root() { pairs }: ConfusionReport,
    @Arg('first', () => Int, { nullable: true, description: 'How many: 1 to 100; 20 when not given.' })
    first: number | null | undefined,
  ): readonly ConfusablePair[] {
    const most = first ?? 20;
    if (most < 1 || most > mostPairs) throw new AppError('BAD_INPUT', `first must be from 1 to ${mostPairs}.`);
    return pairs.slice(0, most);
  }
}

@Resolver()
export class ConfusableAnswersResolver {
  @Query(() => ConfusionReportType, {
    description:
      'Which answers are taken for each other, by cross-validation of the phrasings; for editors. Made on first use for each model: five trainings, for at most 20,000 phrasings.',
  })
  confusableAnswers(
    @Ctx() ctx: RequestContext,
    @Arg('modelId', () => String, {
      description: 'The model that is served, as ask names it; a wrong name is refused with the right one.',
    })
    modelId: string,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'Of which language; the source locale when not given.',
    })
    locale: string | null | undefined,
    @Arg('audience', () => AudienceEnum, { nullable: true, description: 'For whom; anyone when not given.' })
    audience: Audience | null | undefined,
  ): Promise<ConfusionReport> {
    return ctx.confusableAnswers(ctx, {
      modelId,
      locale: locale ?? ctx.sourceLocale,
      audience: narrowed(ctx.actor.audience, audience ?? 'PUBLIC'),
    });
  }
}
