import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { consistencyTrend, type TrendPoint } from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { RateType, SameAnswerRateType } from './rates.js';

@ObjectType('ConsistencyTrendPoint', { description: 'The headline rates of one sweep, as they were when it ended.' })
export class TrendPointType implements TrendPoint {
  @Field(() => ID, { description: 'The sweep: ask consistency for all of it.' })
  sweep!: number;

  @Field(() => DateTime, { description: 'When it ended.' })
  at!: Date;

  @Field(() => SameAnswerRateType, {
    nullable: true,
    description: 'Of pairs of channels; null where there were fewer than two.',
  })
  pairs!: SameAnswerRateType | null;

  @Field(() => SameAnswerRateType, { nullable: true, description: 'Of all channels that there were then.' })
  all!: SameAnswerRateType | null;

  @Field(() => RateType, { description: 'Of all probes: those that every channel answered.' })
  answeredByAll!: RateType;
}

@Resolver()
export class TrendResolver {
  @Query(() => [TrendPointType], {
    description: 'The rates of the last sweeps over all questions, oldest first: whether it gets better.',
  })
  consistencyTrend(
    @Ctx() ctx: RequestContext,
    @Arg('last', () => Int, { nullable: true, description: 'How many sweeps: 1 to 400; 30 when not given.' })
    last: number | null | undefined,
    @Arg('since', () => DateTime, { nullable: true, description: 'Only sweeps that ended at or after it.' })
    since: Date | null | undefined,
  ): Promise<readonly TrendPoint[]> {
    return consistencyTrend(ctx, { last: last ?? 30, since: since ?? null });
  }
}
