import { Arg, Args, Ctx, Field, Float, ObjectType, Query, Resolver } from 'type-graphql';
import { type ConflictSide, type PublishedConflict, publishedConflicts } from '../../src/consistency/index.js';
import type { DuplicateReason } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { DuplicateReasonEnum } from '../knowledge/duplicates.js';
import { type Connection, connectionFrom, connectionType, PageArgs } from '../shared/connection.js';
import { enumOf, TierEnum } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { DifferenceType, differenceView, type TierName, tierName } from './difference.js';

const PublishedConflictKindEnum = enumOf(
  'PublishedConflictKind',
  'Why two published answers should not stand side by side.',
  {
    CONTRADICTION: 'They say different things of the same matter to the same people.',
    DUPLICATE: 'They are one answer written twice.',
  } satisfies Record<PublishedConflict['kind'], string>,
);

@ObjectType('PublishedConflictSide', { description: 'One answer of a pair.' })
class PublishedConflictSideType implements ConflictSide {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => String, { description: 'The sentence that contradicts the other; of a duplicate the question.' })
  text!: string;
}

@ObjectType('PublishedConflict', {
  description:
    'Two published answers for the same people that contradict each other, or that are one answer written twice.',
})
export class PublishedConflictType implements Omit<PublishedConflict, 'differences' | 'tier'> {
  @Field(() => PublishedConflictKindEnum, { description: 'Which of the two.' })
  kind!: PublishedConflict['kind'];

  @Field(() => LocaleScalar, { description: 'The language in which they do.' })
  locale!: string;

  @Field(() => PublishedConflictSideType, { description: 'The answer whose key comes first.' })
  one!: ConflictSide;

  @Field(() => PublishedConflictSideType, { description: 'The other.' })
  other!: ConflictSide;

  @Field(() => TierEnum, { nullable: true, description: 'How sure the checker is; null for duplicates.' })
  tier!: TierName | null;

  @Field(() => [DifferenceType], {
    description:
      'Where they contradict: `canonical` is what `one` says, `observed` what `other` says. None for duplicates.',
  })
  differences!: readonly DifferenceType[];

  @Field(() => [String], { description: 'The words that tell what both sentences speak of. None for duplicates.' })
  shares!: readonly string[];

  @Field(() => DuplicateReasonEnum, {
    nullable: true,
    description: 'In what duplicates are alike; null for contradictions.',
  })
  why!: DuplicateReason | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How alike duplicates are, up to 1; null for contradictions.',
  })
  similarity!: number | null;
}

const PublishedConflictConnection = connectionType('PublishedConflict', PublishedConflictType);

@Resolver()
export class PublishedConflictsResolver {
  @Query(() => PublishedConflictConnection, {
    description:
      'What is published and does not agree with itself: sure contradictions, then duplicates, then what a person should look at. Answers for different audiences or scopes are not held against each other.',
  })
  async publishedConflicts(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'In which language; the source locale when not given.',
    })
    locale: string | null | undefined,
  ): Promise<Connection<PublishedConflictType>> {
    const found = await publishedConflicts(ctx.snapshot, ctx.actor, locale ?? ctx.sourceLocale);
    return connectionFrom(found.map(viewOf), page);
  }
}

function viewOf({ differences, tier, ...told }: PublishedConflict): PublishedConflictType {
  return { ...told, tier: tier && tierName(tier), differences: differences.map(differenceView) };
}
