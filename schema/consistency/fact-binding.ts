import { Arg, Ctx, Field, FieldResolver, InputType, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import {
  type EqualFact,
  type FactBinding,
  factBinding,
  type FactUse,
  type NewFact,
  useFactInAnswer,
} from '../../src/consistency/index.js';
import type { FactType } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { DraftOutcomeUnion, saved } from '../knowledge/edit-answer.js';
import { FactTypeEnum } from '../shared/enums.js';
import { FindingType } from './finding.js';

@ObjectType('EqualFact', { description: 'A fact that has the value which an answer says in its own words.' })
class EqualFactType implements EqualFact {
  @Field(() => String, { description: "The fact's key." })
  key!: string;

  @Field(() => String, { description: 'What it is.' })
  name!: string;

  @Field(() => String, { description: 'What to write in the answer in the place of the value.' })
  embed!: string;
}

@ObjectType('NewFact', {
  description: 'A fact to create where none has the value: what createFact and stateFact take.',
})
class NewFactType implements NewFact {
  @Field(() => String, { description: 'A key for it.' })
  key!: string;

  @Field(() => FactTypeEnum, { description: 'Its type.' })
  type!: FactType;

  @Field(() => String, { description: 'Its value.' })
  value!: string;
}

@ObjectType('FactBinding', {
  description: 'A value that an answer says in its own words, and the fact that it could take it from.',
})
class FactBindingType implements FactBinding {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => String, { description: 'The value as it stands in the answer.' })
  literal!: string;

  @Field(() => String, { description: 'The passage of the answer in which it stands, as it was written.' })
  within!: string;

  @Field(() => [EqualFactType], { description: 'The facts that have this value, the likeliest first; at most five.' })
  facts!: readonly EqualFact[];

  @Field(() => NewFactType, {
    nullable: true,
    description: 'What to create where there is none; null where there is one, or no type of fact can hold the value.',
  })
  newFact!: NewFact | null;
}

@InputType({ description: 'Which value of an answer is to come from which fact.' })
class FactUseInput implements Omit<FactUse, 'within'> {
  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => String, { description: "The fact's key." })
  fact!: string;

  @Field(() => String, { description: 'The value as it stands in the answer.' })
  literal!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The passage in which it stands, word for word; needed where the value stands there more than once.',
  })
  within?: string | null;

  @Field(() => Int, { description: 'The edit you read; 0 = there was no draft.' })
  expectedEdit!: number;
}

@Resolver(() => FindingType)
export class FactBindingResolver {
  @FieldResolver(() => FactBindingType, {
    nullable: true,
    description:
      'The fact from which the answer could take what is disputed, so that one change mends every channel; null where it takes it from one already, and where no value is disputed.',
  })
  factBinding(@Root() { canonical, probe }: FindingType, @Ctx() ctx: RequestContext): FactBinding | null {
    return factBinding(ctx.snapshot, {
      canonical: canonical?.text ?? null,
      expects: probe.expects,
      locale: probe.locale,
    });
  }

  @Mutation(() => DraftOutcomeUnion, {
    description:
      'Puts a fact in the place of a value that an answer says in its own words, in its draft: it is reviewed and published like any other. Refused for a fact that says another value, and where it is not plain which words are meant.',
  })
  async useFactInAnswer(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => FactUseInput, { description: 'The value and the fact.' }) input: FactUseInput,
  ): Promise<typeof DraftOutcomeUnion> {
    return saved(await useFactInAnswer(ctx, { ...input, within: input.within ?? null }));
  }
}
