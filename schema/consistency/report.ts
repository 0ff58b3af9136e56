import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Observation, Rate, SameAnswerRate, Sweep, SweepRates } from '../../src/consistency/index.js';
import { ChannelType } from '../channels/rendition.js';
import type { RequestContext } from '../context.js';
import { checkedChannel } from './checked-channel.js';
import { ObservationType, observationView } from './observation.js';
import { SweepType } from './sweep.js';

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

@ObjectType('ChannelRate', {
  description: 'How one channel did. That it was silent or could not be read is never merged with that it was wrong.',
})
export class ChannelRateType {
  @Field(() => ChannelType, { description: 'The channel.' })
  channel!: ChannelType;

  @Field(() => RateType, { description: 'Of the probes it answered: those on which it neither disagrees nor omits.' })
  rate!: RateType;

  @Field(() => Int, { description: 'Probes to which it had no answer.' })
  silent!: number;

  @Field(() => Int, { description: 'Probes on which we could not read it.' })
  failed!: number;
}

@ObjectType('ConsistencyReport', {
  description: 'Whether all channels gave the same answers in one sweep, and where not.',
})
export class ConsistencyReportType {
  @Field(() => SweepType, { description: 'The sweep.' })
  sweep!: SweepType;

  @Field(() => [SameAnswerRateType], { description: 'For sets of 2, 3, 4 and all channels.' })
  sameAnswerRates!: readonly SameAnswerRateType[];

  @Field(() => RateType, {
    description: 'Of the probes that all governed channels answered: those whose receipts all name one version.',
  })
  byConstruction!: RateType;

  @Field(() => RateType, {
    description: 'Of the same probes: those on which no governed channel’s words disagree or omit.',
  })
  byObservation!: RateType;

  @Field(() => RateType, { description: 'Of all probes: those that every channel answered.' })
  answeredByAll!: RateType;

  @Field(() => [ChannelRateType], { description: 'Each channel by itself.' })
  byChannel!: readonly ChannelRateType[];

  @Field(() => [ObservationType], { description: 'The matrix, by question and then by channel.' })
  cells!: readonly ObservationType[];
}

/** The report of a sweep that is done. */
export function reportView(
  ctx: Pick<RequestContext, 'channels'>,
  sweep: Sweep,
  rates: SweepRates,
  cells: readonly Observation[],
): ConsistencyReportType {
  return {
    ...rates,
    sweep,
    byChannel: rates.byChannel.map((rate) => ({ ...rate, channel: checkedChannel(ctx, rate.channel) })),
    cells: cells.map((cell) => observationView(ctx, cell)),
  };
}
