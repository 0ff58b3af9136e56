import { Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import {
  ratesByTraffic,
  type SweptCells,
  type WeightedRate,
  type WeightedSameAnswerRate,
} from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { ConsistencyReportType } from './report.js';

@ObjectType('WeightedRate', {
  description:
    'A share in which questions that are asked often count more; share, low and high are null where nothing was compared.',
})
export class WeightedRateType implements WeightedRate {
  @Field(() => Float, { nullable: true, description: 'The share, 0 to 1: the mean of the shares of all sets.' })
  share!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The lower end of the 95 % Wilson interval over effectiveProbes.',
  })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Its upper end.' })
  high!: number | null;

  @Field(() => Float, {
    description:
      'How many questions that are asked equally often would make it as sure: (sum of weights)² ÷ sum of their squares.',
  })
  effectiveProbes!: number;
}

@ObjectType('WeightedSameAnswerRate', {
  description: 'How often so many channels give the same answer to what is asked, as often as it is asked.',
})
export class WeightedSameAnswerRateType implements WeightedSameAnswerRate {
  @Field(() => Int, { description: 'How many channels a set has.' })
  channels!: number;

  @Field(() => WeightedRateType, {
    description: 'No channel of the set disagrees with the answer or omits what must be said.',
  })
  rate!: WeightedRate;

  @Field(() => WeightedRateType, { description: 'The same, where incomplete and extra count as different too.' })
  strict!: WeightedRate;

  @Field(() => WeightedRateType, { description: 'No channel of the set contradicts the answer.' })
  contradictionFree!: WeightedRate;
}

@Resolver(() => ConsistencyReportType)
export class WeightedRatesResolver {
  @FieldResolver(() => [WeightedSameAnswerRateType], {
    description:
      'The same-answer rates in which each question counts as often as its answer was asked for on all channels in the 28 days up to the sweep, and at least once.',
  })
  weightedByTraffic(
    @Ctx() ctx: RequestContext,
    @Root() { sweep, ...report }: ConsistencyReportType & SweptCells,
  ): Promise<readonly WeightedSameAnswerRate[]> {
    return ratesByTraffic(ctx, report, sweep.finishedAt ?? ctx.now);
  }
}
