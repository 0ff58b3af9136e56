import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import {
  Arg,
  createUnionType,
  Ctx,
  Field,
  Float,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { type BudgetInput, type ReplayBudget, replayBudget, setReplayBudget } from '../../src/demand/index.js';
import type { RequestContext } from '../context.js';

@ObjectType('ReplayBudget', { description: 'How much a release may change for those who ask, before it is held back.' })
class ReplayBudgetType implements ReplayBudget {
  @Field(() => Int, { description: 'Grows by one with every change; 0 while nothing was set.' })
  version!: number;

  @Field(() => Float, { description: 'The most of the questions that may get another answer, in per cent.' })
  otherAnswer!: number;

  @Field(() => Float, { description: 'The most of the questions that may lose their answer, in per cent.' })
  newlyUnanswered!: number;

  @Field(() => Int, { description: 'Questions of so many days count.' })
  days!: number;

  @Field(() => Int, { description: 'Fewer questions than this, in a language, hold nothing back.' })
  fewest!: number;

  @Field(() => String, { nullable: true, description: 'Who set it; null while nothing was set.' })
  setBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was set; null while nothing was.' })
  setAt!: Date | null;
}

@InputType({ description: 'How much a release may change for those who ask.' })
class ReplayBudgetInput implements BudgetInput {
  @Field(() => Float, { description: 'The most of the questions that may get another answer: 0 to 100 per cent.' })
  otherAnswer!: number;

  @Field(() => Float, { description: 'The most of the questions that may lose their answer: 0 to 100 per cent.' })
  newlyUnanswered!: number;

  @Field(() => Int, { description: 'Questions of so many days count: 1 to 366.' })
  days!: number;

  @Field(() => Int, { description: 'Fewer questions than this, in a language, hold nothing back: 1 to 1,000,000.' })
  fewest!: number;
}

@ObjectType({ description: 'The budget was set.' })
class ReplayBudgetSaved {
  @Field(() => ReplayBudgetType, { description: 'The budget as it is now.' })
  budget!: ReplayBudget;
}

@ObjectType({ description: 'Someone set the budget since you read it; nothing was done.' })
class ReplayBudgetConflict {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => Int, { description: 'The version you named.' })
  expected!: number;

  @Field(() => Int, { description: 'The version that is there.' })
  actual!: number;

  @Field(() => ReplayBudgetType, { description: 'The budget as the other person left it.' })
  theirs!: ReplayBudget;
}

const BudgetOutcomeUnion = createUnionType({
  name: 'ReplayBudgetOutcome',
  description: 'What became of a change of the budget.',
  types: () => [ReplayBudgetSaved, ReplayBudgetConflict] as const,
  resolveType: (value: object) => ('theirs' in value ? 'ReplayBudgetConflict' : 'ReplayBudgetSaved'),
});

@Resolver()
export class ReplayBudgetResolver {
  @Query(() => ReplayBudgetType, { description: 'How much a release may change for those who ask.' })
  replayBudget(@Ctx() ctx: RequestContext): Promise<ReplayBudget> {
    return replayBudget(ctx.db);
  }

  @Mutation(() => BudgetOutcomeUnion, { description: 'Sets the budget for all releases that are judged from now on.' })
  async setReplayBudget(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ReplayBudgetInput, { description: 'The budget.' }) input: ReplayBudgetInput,
    @Arg('expectedVersion', () => Int, { description: 'The version you read.' }) expectedVersion: number,
  ): Promise<typeof BudgetOutcomeUnion> {
    const outcome = await setReplayBudget(ctx, input, expectedVersion);
    return outcome.outcome === 'set'
      ? outcome
      : { ...outcome, message: 'The budget was set by someone else since you read it.' };
  }
}
