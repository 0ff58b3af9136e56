import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Rate, SameAnswerRate } from '../../src/consistency/index.js';

@ObjectType('Rate', {
  description: 'A share with its Wilson interval; share, low and high are null where nothing was compared.',
})
export class RateType implements Rate {
  @Field(() => Int, { description: 'How many agree. In a mean over sets of channels: summed over the sets.' })
  agreeing!: number;

  @Field(() => Int, { description: 'Of how many. In a mean over sets of channels: summed over the sets.' })
  compared!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The share, 0 to 1. In a mean over sets of channels: the mean of their shares.',
  })
  share!: number | null;

  @Field(() => Float, { nullable: true, description: 'The lower end of the 95 % interval.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'The upper end of the 95 % interval.' })
  high!: number | null;
}

@ObjectType('SameAnswerRate', {
  description:
    'How often so many channels give the same answer: the mean over all sets of that size, over the probes that all of a set answered.',
})
export class SameAnswerRateType implements SameAnswerRate {
  @Field(() => Int, { description: 'How many channels a set has.' })
  channels!: number;

  @Field(() => RateType, { description: 'No channel of the set disagrees with the answer or omits what must be said.' })
  rate!: RateType;

  @Field(() => RateType, { description: 'The same, where incomplete and extra count as different too.' })
  strict!: RateType;

  @Field(() => RateType, { description: 'No channel of the set contradicts the answer.' })
  contradictionFree!: RateType;
}
