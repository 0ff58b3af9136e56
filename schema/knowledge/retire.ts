import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  confirmRetirement,
  declineRetirement,
  redirectedTo,
  type Retirement,
  type RetirementState,
  retireAnswer,
  retirementOf,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { numberOf } from '../shared/number-of.js';
import { RetirementStateEnum } from './history-enums.js';
import { AnswerType } from './answer.js';
import type { AnswerView } from './views.js';

@ObjectType('Retirement', { description: 'The end of an answer: one person proposes it, a second one agrees.' })
export class RetirementType implements Retirement {
  @Field(() => ID, { description: 'Names this proposal among all that the answer ever had.' })
  id!: number;

  @Field(() => String, { description: "The answer's key." })
  key!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The answer that old links and receipts lead to; null = nothing takes its place.',
  })
  redirectTo!: string | null;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => RetirementStateEnum, { description: 'Where it stands.' })
  state!: RetirementState;

  @Field(() => String, { description: 'Who proposed it.' })
  proposedBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  proposedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who decided.' })
  decidedBy!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When; for one that was carried out, the instant of the switch.',
  })
  decidedAt!: Date | null;
}

@ObjectType({ description: 'The answer is no longer given.' })
class AnswerRetired {
  @Field(() => RetirementType, { description: 'How it came about.' })
  retirement!: Retirement;

  @Field(() => Int, {
    description: 'The published state from which on no channel gives it; ask with minSnapshot to see it.',
  })
  snapshotSequence!: number;
}

const proposalArg = { description: 'The id of the retirement that you read.' };
const keyArg = { description: "The answer's key." };

@Resolver()
export class RetireResolver {
  @Query(() => AnswerType, {
    nullable: true,
    description:
      'The answer that stands for a retired one, for old links and receipts; null when the key is no retired answer, or when nothing takes its place that you may see.',
  })
  redirect(@Ctx() ctx: RequestContext, @Arg('key', () => String, keyArg) key: string): AnswerView | null {
    const { snapshot } = ctx;
    const answer = redirectedTo(snapshot, ctx.actor, key);
    return answer && { answer, snapshot, locale: ctx.sourceLocale, channel: null };
  }

  @Query(() => RetirementType, {
    nullable: true,
    description: 'The retirement that is proposed for an answer, or that ended it; null when there is none.',
  })
  retirement(@Ctx() ctx: RequestContext, @Arg('key', () => String, keyArg) key: string): Promise<Retirement | null> {
    return retirementOf(ctx.db, key);
  }

  @Mutation(() => RetirementType, {
    description: 'Proposes that an answer be no longer given. Nothing changes until a second person agrees.',
  })
  retireAnswer(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('redirectTo', () => String, {
      nullable: true,
      description: 'The answer that takes its place; null when there is none.',
    })
    redirectTo: string | null | undefined,
    @Arg('reason', () => String, { description: 'Why, up to 500 characters.' }) reason: string,
  ): Promise<Retirement> {
    return retireAnswer(ctx, { key, redirectTo: redirectTo ?? null, reason });
  }

  @Mutation(() => AnswerRetired, {
    description:
      'Agrees to the retirement that you read and someone else proposed: from now on no channel gives the answer. Refused where another is proposed by now.',
  })
  async confirmRetirement(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('proposal', () => ID, proposalArg) proposal: string,
  ): Promise<AnswerRetired> {
    const id = numberOf('proposal', proposal);
    const { snapshotSequence, ...retirement } = await confirmRetirement(ctx, { key, id });
    await ctx.snapshots.refresh();
    return { retirement, snapshotSequence };
  }

  @Mutation(() => RetirementType, { description: "Turns a proposed retirement down, or takes one's own back." })
  declineRetirement(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('proposal', () => ID, proposalArg) proposal: string,
  ): Promise<Retirement> {
    return declineRetirement(ctx, { key, id: numberOf('proposal', proposal) });
  }
}
